# Writes share_r.csv: limits of a proportion by base R.
#
#     Rscript share.R > share_r.csv
#
# prop.test without continuity correction is Wilson, binom.test is Clopper-Pearson; Jeffreys is
# qbeta with the ends of Brown, Cai & DasGupta.  prop.test leaves rounding where the limit is 0 or 1.
jeffreys <- function(x, n, level) {
    a <- (1 - level) / 2
    c(if (x == 0) 0 else qbeta(a, x + 0.5, n - x + 0.5),
      if (x == n) 1 else qbeta(a, x + 0.5, n - x + 0.5, lower.tail = FALSE))
}
wilson <- function(x, n, level) {
    l <- suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)
    c(if (x == 0) 0 else l[1], if (x == n) 1 else l[2])
}
# binom.test enumerates the sample space for its p-value; beyond 1e6 its own formula is used.
clopper_pearson <- function(x, n, level) {
    if (n <= 1e6)
        return(binom.test(x, n, conf.level = level)$conf.int)
    a <- (1 - level) / 2
    c(if (x == 0) 0 else qbeta(a, x, n - x + 1),
      if (x == n) 1 else qbeta(a, x + 1, n - x, lower.tail = FALSE))
}

methods <- list("1" = wilson, "2" = clopper_pearson, "4" = jeffreys)
cases <- list(c(0, 1), c(1, 1), c(0, 7), c(7, 7), c(1, 20), c(10, 20), c(41, 215), c(26, 241),
              c(0, 1000), c(1, 1000), c(999, 1000), c(1000, 1000), c(4321, 98765), c(250000, 1e6),
              c(0, 1e9), c(1, 1e9), c(3e8, 1e9), c(1e9, 1e9))
cat("method,yes,no,level,lower,upper\n")
for (x in cases)
    for (level in c(0.95, 0.9, 0.99))
        for (m in names(methods)) {
            l <- methods[[m]](x[1], x[2], level)
            cat(sprintf("%s,%.17g,%.17g,%.17g,%.17g,%.17g\n", m, x[1], x[2] - x[1], level, l[1], l[2]))
        }
