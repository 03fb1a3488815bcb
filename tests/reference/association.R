# Tests of independence and Cramer's V in base R: Rscript association.R > association.csv   (R 4.2.2)
#
# Columns: rows, columns, counts (row by row, blanks between), least expected, X2, ln p of X2, G, ln p of G,
# p of fisher.test (empty where it takes too long), V, Bergsma's V, Tschuprow's T, contingency coefficient,
# lower and upper noncentrality at 95 %, std_error of V by numerical derivatives (empty where V is below 1e-3 and
# their step is not small beside it).
# The noncentralities solve pchisq(ncp =) with tolerance 1e-13, where R's pchisq has its digits
# (ncp up to 1e4); elsewhere they are empty.
options(digits = 17)
show <- function(x) ifelse(is.na(x), "", formatC(x, digits = 17, format = "g", width = 1))
v_of <- function(p) {            # of shares, as a vector
    m <- matrix(p, nrow = nr); e <- outer(rowSums(m), colSums(m)) / sum(m)
    sqrt(sum((m - e)^2 / e) / sum(m) / (min(dim(m)) - 1))
}
ncp <- function(x, df) {
    if (x > 3000) return(c(NA, NA))
    lower <- if (pchisq(x, df, lower.tail = FALSE) >= 0.025) 0 else
        uniroot(function(a) pchisq(x, df, a, lower.tail = FALSE) - 0.025, c(0, x), tol = 1e-13)$root
    upper <- if (pchisq(x, df) <= 0.025) 0 else
        uniroot(function(a) pchisq(x, df, a) - 0.025, c(0, (sqrt(x) + 3)^2), tol = 1e-13)$root
    c(lower, upper)
}
cases <- list(
    list(c(3, 1, 1, 3), 2, TRUE),
    list(c(12, 30, 3, 60, 40, 22), 2, TRUE),
    list(c(10, 0, 0, 10), 2, TRUE),
    list(c(5, 5, 10, 10, 20, 20), 2, TRUE),
    list(c(0, 3, 8, 2, 1, 4, 0, 9), 2, TRUE),
    list(c(1, 2, 3, 4, 5, 6, 7, 8, 2), 3, TRUE),
    list(c(4, 0, 1, 7, 3, 3, 0, 2, 6, 1, 1, 5), 4, TRUE),
    list(c(762, 327, 468, 484, 239, 477), 3, FALSE),
    list(c(68, 119, 26, 7, 20, 84, 17, 94, 15, 54, 14, 10, 5, 29, 14, 16), 4, FALSE),
    list(c(1512, 810, 13, 31, 5, 988), 2, FALSE),
    list(c(4e8, 6e8, 4.0001e8, 5.9999e8), 2, FALSE),
    list(c(1e9, 2e9, 3e9, 2e9, 4e9, 6.0006e9), 3, FALSE),
    list(c(700, 20, 15, 690), 2, TRUE),
    list(c(2, 7, 6, 1, 4, 3, 9, 0, 5, 2, 3, 3), 2, TRUE))
cat("rows,columns,counts,least,x2,ln_p,g,ln_p_g,exact,v,corrected,tschuprow,contingency,ncp_lower,ncp_upper,error\n")
for (k in cases) {
    m <- matrix(k[[1]], ncol = k[[2]], byrow = TRUE); nr <- nrow(m); n <- sum(m)
    e <- outer(rowSums(m), colSums(m)) / n
    x2 <- suppressWarnings(chisq.test(m, correct = FALSE)$statistic); df <- (nrow(m) - 1) * (ncol(m) - 1)
    g <- 2 * sum(ifelse(m > 0, m * log(m / e), 0)); kk <- min(dim(m)) - 1
    phi2 <- x2 / n
    r <- nrow(m) - (nrow(m) - 1)^2 / (n - 1); cc <- ncol(m) - (ncol(m) - 1)^2 / (n - 1)
    corrected <- sqrt(max(0, phi2 - df / (n - 1)) / (min(r, cc) - 1))
    exact <- if (k[[3]]) fisher.test(m, workspace = 2e7)$p.value else NA
    if (identical(exact, 0)) exact <- NA
    p <- as.vector(m) / n
    grad <- sapply(seq_along(p), function(i) { h <- 1e-5 * max(p[i], 1e-3); up <- p; up[i] <- up[i] + h
        if (p[i] < 2 * h) NA else { dn <- p; dn[i] <- dn[i] - h; (v_of(up) - v_of(dn)) / (2 * h) } })
    error <- if (phi2 < 1e-6) NA else sqrt((sum(p * grad^2, na.rm = TRUE) - sum(p * grad, na.rm = TRUE)^2) / n)
    a <- ncp(x2, df)
    # what cancels in G where the association is weak is left out
    if (g / n < 1e-4) g <- NA
    cat(nrow(m), ncol(m), paste(formatC(t(m), format = "f", digits = 0, width = 1), collapse = " "), show(min(e)), show(x2),
        show(pchisq(x2, df, lower.tail = FALSE, log.p = TRUE)), show(g),
        show(pchisq(g, df, lower.tail = FALSE, log.p = TRUE)), show(exact), show(sqrt(phi2 / kk)), show(corrected),
        show(sqrt(phi2 / sqrt(df))), show(sqrt(phi2 / (1 + phi2))), show(a[1]), show(a[2]), show(error), sep = ",")
    cat("\n")
}
