# Pooled 2x2 tables: Rscript strata.R > strata.csv   (R 4.2.2)
#
# mantelhaen.test for the odds ratio with Robins, Breslow & Greenland limits, the tests with and without
# correction, and the exact conditional ones (exact p by default two-sided; limits have R's uniroot
# tolerance, so they are found anew here with 1e-12 from the distribution by convolution).  Risk ratio,
# difference and homogeneity from their definitions.
#
# Columns: strata as "x/n y/m" parted by ";", then name,value pairs.
show <- function(x) formatC(x, digits = 17, format = "g", width = 1)
cases <- list(
    doll_hill = rbind(c(647, 649, 622, 649), c(41, 60, 28, 60)),
    berkeley = NULL,
    small = rbind(c(2, 5, 1, 6), c(0, 4, 2, 7), c(3, 3, 1, 4), c(1, 8, 0, 3), c(5, 9, 2, 9)),
    large = rbind(c(4e8, 1e9, 3.999e8, 1e9), c(1e8, 9e8, 1.0003e8, 9e8)),
    one = rbind(c(12, 40, 5, 45)),
    with_empty = rbind(c(12, 40, 5, 45), c(0, 0, 3, 9), c(7, 19, 8, 30)),
    sparse = rbind(c(1, 2, 0, 1), c(0, 1, 1, 2), c(2, 2, 0, 2), c(1, 1, 0, 1), c(1, 3, 1, 2), c(2, 3, 1, 3)),
    matched = cbind(c(1, 1, 1, 0, 1, 0, 1, 1), 1, c(0, 0, 1, 0, 0, 1, 0, 0), 1),
    deep = rbind(c(900, 1000, 100, 1000), c(850, 1000, 120, 1000)))
u <- UCBAdmissions  # Admit x Gender x Dept: women a, men b
cases$berkeley <- t(sapply(1:6, function(k) c(u[1, 2, k], sum(u[, 2, k]), u[1, 1, k], sum(u[, 1, k]))))
conditional <- function(t) {
    low <- sum(ifelse(t[, 2] > 0 & t[, 4] > 0, pmax(0, t[, 1] + t[, 3] - t[, 4]), 0))
    d <- 1
    for (i in seq_len(nrow(t))) {
        if (t[i, 2] == 0 || t[i, 4] == 0) next
        m1 <- t[i, 1] + t[i, 3]; x <- max(0, m1 - t[i, 4]):min(t[i, 2], m1)
        h <- dhyper(x, t[i, 2], t[i, 4], m1)
        out <- numeric(length(d) + length(h) - 1)
        for (k in seq_along(h)) out[k - 1 + seq_along(d)] <- out[k - 1 + seq_along(d)] + d * h[k]
        d <- out
    }
    list(d = d, s = sum(t[t[, 2] > 0 & t[, 4] > 0, 1]) - low)
}
tail_at <- function(cd, lpsi, upper, part) {
    k <- seq_along(cd$d) - 1; w <- log(cd$d) + k * lpsi; w <- exp(w - max(w)); w <- w / sum(w)
    (if (upper) sum(w[k > cd$s]) else sum(w[k < cd$s])) + part * w[cd$s + 1]
}
root <- function(f) exp(uniroot(f, c(-30, 30), tol = 1e-14, maxiter = 5000)$root)
cat("strata,values\n")
for (name in names(cases)) {
    t <- cases[[name]]; v <- list()
    ok <- t[, 2] > 0 & t[, 4] > 0
    a <- t[ok, 1]; n1 <- t[ok, 2]; c <- t[ok, 3]; n2 <- t[ok, 4]; b <- n1 - a; d <- n2 - c; n <- n1 + n2; m1 <- a + c
    big <- sum(n) > 1e6
    or <- sum(a * d / n) / sum(b * c / n); R <- a * d / n; S <- b * c / n; P <- (a + d) / n; Q <- (b + c) / n
    v$or <- or
    v$or_se <- sqrt(sum(P * R) / 2 / sum(R)^2 + sum(P * S + Q * R) / 2 / sum(R) / sum(S) + sum(Q * S) / 2 / sum(S)^2)
    v$rr <- sum(a * n2 / n) / sum(c * n1 / n)
    v$rr_se <- sqrt(sum((n1 * n2 * m1 - a * c * n) / n^2) / sum(a * n2 / n) / sum(c * n1 / n))
    w <- n1 * n2 / n; v$rd <- sum((a * n2 - c * n1) / n) / sum(w)
    v$rd_sato <- sqrt(v$rd * sum((n1^2 * c - n2^2 * a + n1 * n2 * (n2 - n1) / 2) / n^2) +
                      sum((a * (n2 - c) + c * (n1 - a)) / (2 * n))) / sum(w)
    v$rd_gr <- sqrt(sum((a * b * n2^3 + c * d * n1^3) / (n1 * n2 * n^2))) / sum(w)
    V <- n1 * n2 * m1 * (n - m1) / n^2
    v$cochran <- sum(a - n1 * m1 / n)^2 / sum(V / n)
    if (sum(ok) > 1 && all(n > 1)) {
        tab <- array(rbind(a, c, b, d), c(2, 2, sum(ok)))
        for (correct in c(TRUE, FALSE)) {
            h <- mantelhaen.test(tab, correct = correct)
            v[[if (correct) "corrected" else "cmh"]] <- h$statistic
            if (!correct && h$p.value > 0) v$cmh_log10_p <- log10(h$p.value)
            if (!correct) stopifnot(all.equal(unname(h$estimate), or))
            if (!correct && is.finite(or) && or > 0)
                stopifnot(all.equal(unname(h$conf.int[1:2]), or * exp(c(-1, 1) * qnorm(.975) * v$or_se)))
        }
        if (!big && name != "deep") v$exact_p <- mantelhaen.test(tab, exact = TRUE)$p.value
        if (!is.null(v$exact_p) && v$exact_p == 0) v$exact_p <- NULL
    }
    if (!big) {
        cd <- conditional(t)
        k <- seq_along(cd$d) - 1
        if (cd$s > 0 && cd$s < max(k) && name != "deep") {
            v$cond <- root(function(l) { w <- log(cd$d) + k * l; w <- exp(w - max(w)); sum(k * w) / sum(w) - cd$s })
            for (mid in 0:1) {
                v[[paste0("lower", mid)]] <- root(function(l) tail_at(cd, l, TRUE, 1 - mid / 2) - 0.025)
                v[[paste0("upper", mid)]] <- root(function(l) 0.025 - tail_at(cd, l, FALSE, 1 - mid / 2))
            }
        }
    }
    informative <- m1 > 0 & m1 < n
    if (sum(informative) > 1 && is.finite(or) && or > 0) {
        x <- mapply(function(n1, n2, m1) uniroot(function(x) log(x) + log(n2 - m1 + x) - log(or) - log(n1 - x) - log(m1 - x),
            c(max(0, m1 - n2) + 1e-9, min(n1, m1) - 1e-9), tol = 1e-12)$root, n1[informative], n2[informative], m1[informative])
        ai <- a[informative]; v1 <- n1[informative]; v2 <- n2[informative]; vm <- m1[informative]
        var <- 1 / (1 / x + 1 / (v1 - x) + 1 / (vm - x) + 1 / (v2 - vm + x))
        if (!big) v$breslow_day <- sum((ai - x)^2 / var) - sum(ai - x)^2 / sum(var)
    }
    if (all(a > 0, b > 0, c > 0, d > 0)) {
        iv <- function(y, s2) c(sum(y / s2) / sum(1 / s2), sqrt(1 / sum(1 / s2)), sum((y - sum(y / s2) / sum(1 / s2))^2 / s2))
        x <- iv(log(a * d / b / c), 1 / a + 1 / b + 1 / c + 1 / d)
        v$iv_or <- exp(x[1]); v$iv_or_se <- x[2]; if (!big && sum(ok) > 1) v$woolf <- x[3]
        x <- iv(log(a / n1 / c * n2), 1 / a - 1 / n1 + 1 / c - 1 / n2)
        v$iv_rr <- exp(x[1]); v$iv_rr_se <- x[2]; if (!big && sum(ok) > 1) v$q_rr <- x[3]
        x <- iv(a / n1 - c / n2, a * b / n1^3 + c * d / n2^3)
        v$iv_rd <- x[1]; v$iv_rd_se <- x[2]; if (!big && sum(ok) > 1) v$q_rd <- x[3]
    }
    cat(paste(apply(formatC(t, format = "f", digits = 0, width = 1), 1, paste, collapse = " "), collapse = ";"), ",",
        paste(names(v), sapply(v, function(x) show(unname(x))), sep = "=", collapse = " "), "\n", sep = "")
}
