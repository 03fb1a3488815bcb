# Writes rate_pool.csv: two rates over up to three strata, from the formulas of Greenland & Robins (1985) and
# of Gart's (1985) score, in base R.
#
#     Rscript rate_pool.R > rate_pool.csv            (R 4.2.2)
cases <- list(
    list(c(196, 167), c(62119, 6085), c(111, 157), c(15763, 2780)), # Rothman: clozapine
    list(c(41), c(28010), c(15), c(19017)),
    list(c(5, 0, 12), c(100, 40, 210), c(8, 3, 9), c(120, 55, 160)),
    list(c(0, 0, 0), c(10, 20, 30), c(1, 2, 0), c(15, 20, 25)),
    list(c(3, 1, 0), c(10, 20, 30), c(0, 0, 0), c(15, 20, 25)),
    list(c(1e9, 4e8), c(3e9, 1e9), c(1.01e9, 4.2e8), c(3.1e9, 9.9e8)),
    list(c(0, 7, 9), c(5, 9.5, 30), c(2, 0, 30), c(1e3, 20, 25)),
    list(c(2400, 30, 1), c(2.9e7, 4e5, 3e4), c(52000, 700, 20), c(2.8e7, 4e5, 3e4)),
    list(c(1, 1), c(1, 2), c(1, 1), c(1, 2)),
    list(c(60, 2.5), c(51477.5, 80), c(30, 1.5), c(54308.7, 70)))
fill <- function(v) c(v, rep(0, 3 - length(v)))
show <- function(...) cat(paste(sprintf("%.17g", c(...)), collapse = ","), "\n", sep = "")
cat("n,x1,x1,x1,t1,t1,t1,x2,x2,x2,t2,t2,t2,mh,mh_lower,mh_upper,difference,difference_lower,",
    "difference_upper,z,ratios,differences,ml,ml_lower,ml_upper\n", sep = "")
for (k in cases) {
    a <- k[[1]]; A <- k[[2]]; b <- k[[3]]; B <- k[[4]]; T <- A + B; z <- qnorm(0.975)
    r <- sum(a * B / T); s <- sum(b * A / T); w <- sum(A * B / T)
    v <- sum((a + b) * A * B / T^2); mh <- r / s; se <- sqrt(v / r / s)
    d <- (r - s) / w; vd <- sum((a * B^2 + b * A^2) / T^2) / w^2
    expected <- function(t) (a + b) * t * A / (t * A + B)
    spread <- function(t) (a + b) * t * A * B / (t * A + B)^2
    off <- function(u, z) sum(a) - sum(expected(exp(u))) + z * sqrt(sum(spread(exp(u))))
    at <- function(z) exp(uniroot(off, c(-30, 30), z = z, tol = 1e-15, maxiter = 5000)$root)
    ok <- sum(a) > 0 && sum(b) > 0
    ml <- if (ok) at(0) else sum(a) / sum(b)
    score <- c(if (sum(a) > 0) at(-z) else 0, if (sum(b) > 0) at(z) else Inf)
    some <- a + b > 0
    ratios <- if (ok) sum(((a - expected(mh))^2 / spread(mh))[some]) else NaN
    differences <- sum(((a / A - b / B - d)^2 / (a / A^2 + b / B^2))[some])
    show(length(a), fill(a), fill(A), fill(b), fill(B), mh, mh * exp(c(-1, 1) * z * se), d,
         d + c(-1, 1) * z * sqrt(vd), (r - s) / sqrt(v), ratios, differences, ml, score)
}
