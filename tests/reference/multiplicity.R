# Adjusted p-values by R's p.adjust: Rscript multiplicity.R > multiplicity.csv   (R 4.2.2)
# Columns: case, family (0: as many as there are), place, p, then the adjusted ones; NA is empty.
# Sidak by the product of complements in the long form 1 - prod, with log1p for the digits of small p.
show <- function(x) ifelse(is.na(x), "", formatC(x, digits = 17, format = "g", width = 1))
sidak <- function(p, n) -expm1(n * log1p(-p))
holm_sidak <- function(p, n) {
    ok <- which(!is.na(p)); o <- ok[order(p[ok])]; out <- rep(NA_real_, length(p)); most <- 0
    for (i in seq_along(o)) { most <- max(most, sidak(p[o[i]], n - i + 1)); out[o[i]] <- most }
    out
}
set.seed(20261121)
cases <- list(
    list(c(0.01, 0.04, 0.03, 0.005), 0),
    list(c(0.01, 0.02, 0.022, 0.09, NA, 0.3, 0.0001), 0),
    list(c(0.5), 0),
    list(c(0.03, 0.03), 0),
    list(c(0, 1, 1e-300, 1e-200, 0.2, 0.2, 0.2), 0),
    list(c(4e-17, 3e-18, 0.7, 0.049), 10),
    list(c(0.01, 0.02, NA), 9),
    list(round(runif(40)^3, 4), 0),
    list(runif(150)^2, 0),
    list(runif(150)^6, 1000),
    list(c(1e-12, 1e-9, 1e-8), 15000),
    list(seq(0.001, 0.05, length.out = 12), 0))
cat("case,family,place,p,holm,bonferroni,sidak,holm_sidak,hochberg,hommel,bh,by\n")
for (k in seq_along(cases)) {
    p <- cases[[k]][[1]]
    count <- sum(!is.na(p))
    n <- if (cases[[k]][[2]] > 0) cases[[k]][[2]] else count
    out <- data.frame(p.adjust(p, "holm", n), p.adjust(p, "bonferroni", n), sidak(p, n), holm_sidak(p, n),
                      p.adjust(p, "hochberg", n), p.adjust(p, "hommel", n), p.adjust(p, "BH", n), p.adjust(p, "BY", n))
    for (i in seq_along(p))
        cat(k, ",", cases[[k]][[2]], ",", i - 1, ",", show(p[i]), ",", paste(show(unlist(out[i, ])), collapse = ","), "\n", sep = "")
}
