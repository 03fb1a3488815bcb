# Residuals of cells: Rscript association_cells.R > association_cells.csv   (R 4.2.2, chisq.test, p.adjust)
# Columns: case, rows, columns, row, column, count, expected, pearson, standardised, p, p by Holm (a table of
# two columns or, else, two rows has each residual twice, which counts once).
cases <- list(list(c(12, 30, 3, 60, 40, 22), 2), list(c(1, 2, 3, 4, 5, 6, 7, 8, 2), 3), list(c(9, 3, 4, 11, 5, 8), 3),
              list(c(4, 0, 1, 7, 3, 3, 0, 2, 6, 1, 1, 5), 4), list(c(4e8, 6e8, 4.0001e8, 5.9999e8), 2),
              list(c(900, 3, 20, 850), 2), list(c(5, 5, 10, 10), 2), list(c(30, 1, 2, 0, 40, 1, 1, 0, 25), 3))
cat("case,rows,columns,i,j,count,expected,pearson,standardised,p,holm\n")
show <- function(x) formatC(x, digits = 17, format = "g", width = 1)
for (k in seq_along(cases)) {
    m <- matrix(cases[[k]][[1]], ncol = cases[[k]][[2]], byrow = TRUE)
    s <- suppressWarnings(chisq.test(m, correct = FALSE))
    p <- 2 * pnorm(-abs(s$stdres))
    holm <- p
    if (ncol(m) == 2) holm[] <- p.adjust(p[, 1], "holm")
    else if (nrow(m) == 2) holm[] <- rep(p.adjust(p[1, ], "holm"), each = 2)
    else holm[] <- p.adjust(p, "holm")
    for (i in seq_len(nrow(m))) for (j in seq_len(ncol(m))) {
        cat(k, nrow(m), ncol(m), i - 1, j - 1, show(m[i, j]), show(s$expected[i, j]), show(s$residuals[i, j]),
            show(s$stdres[i, j]), show(p[i, j]), show(holm[i, j]), sep = ",")
        cat("\n")
    }
}
