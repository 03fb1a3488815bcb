# Writes limits of rates of clustered events by base R: quantiles of gamma and Student, glm() for the dispersion.
#
#     Rscript rate_clustered.R repeated > rate_repeated.csv            (R 4.2.2)
#     Rscript rate_clustered.R units > rate_units.csv
show <- function(...) cat(paste(sprintf("%.17g", c(...)), collapse = ","), "\n", sep = "")
garwood <- function(x, tail) c(if (x > 0) qgamma(tail, x) else 0, qgamma(tail, x + 1, lower = FALSE))
repeated <- function() {
    cases <- list(c(1, 100, 2, 20, 3, 5), c(1, 40, 2, 0, 3, 0), c(1, 0, 2, 0, 5, 0), c(1, 3, 4, 1, 9, 1),
                  c(1, 3000, 2, 400, 7, 90), c(2, 8, 3, 2, 4, 1), c(1, 1e8, 2, 3e7, 10, 2e6),
                  c(1, 1, 2, 0, 50, 1), c(0.5, 10, 1, 30, 1.5, 10))
    cat("k,f,k,f,k,f,method,alpha,events,dispersion,error,lower,upper\n")
    for (x in cases)
        for (alpha in c(0.05, 0.002)) {
            k <- x[c(1, 3, 5)]; f <- x[c(2, 4, 6)]; y <- sum(k * f); v <- sum(k^2 * f)
            w <- max(k)
            tail <- alpha / 2
            lower <- function(q) pgamma(q, y^2 / v, y / v)
            above <- function(q, ...) pgamma(q, (y + w)^2 / (v + w^2), (y + w) / (v + w^2), ...)
            high <- qgamma(tail, (y + w)^2 / (v + w^2), (y + w) / (v + w^2), lower = FALSE)
            low <- if (y > 0) qgamma(tail, y^2 / v, y / v) else 0
            g <- garwood(y, tail)
            stretch <- if (y > 0) sqrt(v / y) else w
            show(x, 1, alpha, y, v / y, sqrt(v), max(0, y - stretch * (y - g[1])),
                 y + stretch * (g[2] - y))
            show(x, 2, alpha, y, v / y, sqrt(v), low, high)
            root <- function(f, a, b) uniroot(f, c(a, b), tol = 1e-14 * b, maxiter = 5000)$root
            mid <- if (y > 0) {
                u <- qgamma(tail, (y + w)^2 / (v + w^2), (y + w) / (v + w^2))
                h <- qgamma(tail, y^2 / v, y / v, lower = FALSE)
                c(root(function(q) (lower(q) + above(q)) / 2 - tail, min(low, u), max(low, u)),
                  root(function(q) (pgamma(q, y^2 / v, y / v, lower = FALSE) + above(q, lower = FALSE)) / 2 -
                           tail, min(high, h), max(high, h)))
            } else c(0, qgamma(alpha, (y + w)^2 / (v + w^2), (y + w) / (v + w^2), lower = FALSE))
            show(x, 3, alpha, y, v / y, sqrt(v), mid)
        }
}
units <- function() {
    cases <- list(c(5, 9, 2, 14, 100, 120, 80, 150), c(5, 6, 4, 7, 100, 120, 80, 140),
                  c(50, 90, 20, 140, 100, 120, 80, 150), c(0, 3, 0, 1, 10, 20, 30, 40),
                  c(1e6, 1.1e6, 9.9e5, 1.3e6, 1e7, 1.1e7, 1e7, 1.2e7), c(1, 0, 0, 0, 5, 5, 5, 6),
                  c(2400, 2500, 2300, 2600, 29e6, 29.1e6, 29.2e6, 29.3e6), c(7, 7, 7, 7, 10, 10, 10, 10))
    cat("x,x,x,x,t,t,t,t,alpha,dispersion,chisq,p,error,lower,upper\n")
    for (k in cases)
        for (alpha in c(0.05, 0.002)) {
            x <- k[1:4]; t <- k[5:8]; rate <- sum(x) / sum(t)
            fit <- suppressWarnings(glm(x ~ offset(log(t)), family = quasipoisson(), epsilon = 1e-12))
            phi <- sum((x - rate * t)^2 / (rate * t)) / 3 # the fit in closed form; glm() stops before
            stopifnot(abs(summary(fit)$dispersion - phi) < 1e-6 * (1 + phi))
            used <- max(phi, 1)
            tail <- if (phi > 1) pnorm(-qt(1 - alpha / 2, 3)) else alpha / 2
            g <- garwood(sum(x), tail)
            show(k, alpha, phi, 3 * phi, pchisq(3 * phi, 3, lower = FALSE), sqrt(used * sum(x)) / sum(t),
                 max(0, sum(x) - sqrt(used) * (sum(x) - g[1])) / sum(t),
                 (sum(x) + sqrt(used) * (g[2] - sum(x))) / sum(t))
        }
}
if (commandArgs(TRUE)[1] == "repeated") repeated() else units()
