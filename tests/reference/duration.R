# R 4.2.2, survival 3.5-3: curves, quantiles, restricted means, G-rho tests, incidence by cause.  What
# survival lacks (tests with weights or late entry, Peto's hazard ratio, life tables) is written out here.
# The data sets lung, veteran and aml are those of the package (Loprinzi et al. 1994; Kalbfleisch & Prentice
# 1980; Miller 1997); the others are made.  Prints duration.csv: persons (kind "data": time, entry, event,
# sex, stratum, count), then results (kind "value": argument, sex, value, lower, upper, std_error).
#   Rscript tests/reference/duration.R > tests/reference/duration.csv
suppressMessages(library(survival))
num <- function(x) ifelse(is.na(x), "nan", ifelse(is.infinite(x), ifelse(x > 0, "inf", "-inf"),
                                                  format(x, digits = 17, trim = TRUE, scientific = TRUE)))
row <- function(...) cat(paste(..., sep = ","), "\n", sep = "")
value <- function(set, what, arg, sex, v, l = NA, u = NA, se = NA)
  row("value", set, what, num(arg), sex, num(v), num(l), num(u), num(se))
d <- function(time, event, sex, stratum = 0, count = 1, entry = NA)
  data.frame(time, entry, event, sex, stratum, count)

sets <- list()
sets$lung <- with(lung, d(time, status - 1, ifelse(sex == 2, 1, 2), as.integer(age > 65)))
sets$veteran <- with(veteran, d(time, status, trt, as.integer(celltype)))
sets$aml <- with(aml, d(time, status, ifelse(x == "Maintained", 1, 2)))
sets$counts <- d(c(1, 2, 2, 3, 5, 5, 7, 8, 1, 2, 3, 3, 4, 6, 8), c(1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1),
                 rep(1:2, c(8, 7)), count = c(3, 7, 2, 4, 9, 1, 6, 12, 5, 2, 8, 1, 7, 4, 9))
sets$huge <- transform(sets$counts, count = count * 1e8)
sets$large <- transform(sets$counts, count = count * 900)
sets$censored <- d(c(2, 3, 4, 5, 1, 3, 4, 6), 0, rep(1:2, each = 4))
sets$one <- d(c(3, 5), 1, 1:2)
sets$women <- d(c(3, 5, 8, 9), c(1, 0, 1, 0), 1)
sets$gone <- d(c(1, 2, 2, 4, 3, 3, 5, 9), 1, rep(1:2, each = 4))
set.seed(7)
k <- 60
sets$late <- d(round(rexp(k, 0.1), 2) + 1.5, rbinom(k, 1, 0.7), rep(1:2, k / 2), entry = 0)
sets$late$entry <- round(sets$late$time * runif(k, 0, 0.6), 2)
sets$late$entry[sets$late$entry >= sets$late$time] <- 0
k <- 80
sets$causes <- d(ceiling(rexp(k, 0.15)), sample(0:4, k, TRUE, c(3, 4, 2, 1, 2)), rep(1:2, k / 2))

fit_of <- function(x, type) {
  w <- x$count
  if (all(is.na(x$entry))) survfit(Surv(time, event > 0) ~ 1, x, weights = w, conf.type = type)
  else survfit(Surv(entry, time, event > 0) ~ 1, x, weights = w, conf.type = type)
}
scales <- c("log-log", "plain", "log", "arcsin")
curves <- function(set, x, sex) {
  x <- x[x$sex == sex, ]
  if (nrow(x) == 0) return()
  for (k in 1:4) {
    f <- fit_of(x, scales[k])
    # At 0 and 1 the limits of R are none, or the value itself: not printed.
    inside <- f$surv > 1e-12 & f$surv < 1
    # Of long curves on other scales than the default, every tenth.
    for (i in which(inside)) if (k == 1 || sum(inside) < 40 || i %% 10 == 0)
      value(set, paste0("curve", k), f$time[i], sex, f$surv[i], f$lower[i], f$upper[i],
            f$std.err[i] * f$surv[i])
    if (k == 1) {
      for (i in which(!inside)) value(set, "curve1", f$time[i], sex, f$surv[i])
      for (i in seq_along(f$time)) value(set, "risk", f$time[i], sex, f$n.risk[i], f$n.event[i], f$n.censor[i])
    }
    for (p in c(0.25, 0.5, 0.75)) {
      q <- quantile(f, p)
      # With late entry limits of a curve may rise, and approx() in survival 3.5 then misses their first
      # crossing: not printed.
      ok <- all(is.na(x$entry))
      value(set, paste0("quantile", k), p, sex, q$quantile, if (ok) q$lower else NA, if (ok) q$upper else NA)
    }
  }
}
means <- function(set, x) {
  last <- tapply(x$time, x$sex, max)
  tau <- min(last)
  z <- qnorm(0.975)
  m <- se <- c(NA, NA)
  for (sex in unique(x$sex)) {
    f <- fit_of(x[x$sex == sex, ], "plain")
    t <- c(0, f$time[f$time <= tau], tau)
    s <- c(1, f$surv[f$time <= tau])
    piece <- diff(t) * s
    e <- which(f$time <= tau & f$n.event > 0 & f$n.risk - f$n.event > 1e-9)
    rest <- rev(cumsum(rev(piece)))
    m[sex] <- sum(piece)
    se[sex] <- sqrt(sum(rest[e + 1]^2 * f$n.event[e] / f$n.risk[e] / (f$n.risk[e] - f$n.event[e])))
    if (all(is.na(x$entry)) && min(f$time) < tau) {
      # survival's own, to its rounding
      own <- summary(f, rmean = tau)$table
      stopifnot(abs(own["rmean"] - m[sex]) < 1e-8 * m[sex], abs(own["se(rmean)"] - se[sex]) < 1e-6 * (se[sex] + 1e-9))
    }
    if (se[sex] > 0)
      value(set, "mean", tau, sex, m[sex], max(0, m[sex] - z * se[sex]), min(tau, m[sex] + z * se[sex]), se[sex])
  }
  if (!anyNA(m) && all(se > 0)) {
    dif <- m[1] - m[2]; s <- sqrt(sum(se^2))
    value(set, "mean_difference", tau, 0, dif, dif - z * s, dif + z * s, s)
    r <- m[1] / m[2]; s <- sqrt(sum((se / m)^2))
    value(set, "mean_ratio", tau, 0, r, r * exp(-z * s), r * exp(z * s), r * s)
  }
}
# G-rho, with weights and late entry: O, E and V of women, over strata.
g_rho <- function(x, rho) {
  total <- c(0, 0, 0, 0, 0)
  for (k in unique(x$stratum)) {
    y <- x[x$stratum == k, ]
    y$entry[is.na(y$entry)] <- -Inf
    s <- 1
    for (t in sort(unique(y$time[y$event > 0]))) {
      at <- y$entry < t & y$time >= t
      dead <- y$time == t & y$event > 0
      r <- sum(y$count[at]); r1 <- sum(y$count[at & y$sex == 1])
      n <- sum(y$count[dead]); n1 <- sum(y$count[dead & y$sex == 1])
      w <- s^rho
      v <- if (r > 1) w^2 * n * (r1 / r) * (1 - r1 / r) * ((r - n) / (r - 1)) else 0
      total <- total + c(w * n1, w * n * r1 / r, w * (n - n1), w * n * (1 - r1 / r), v)
      s <- s * (1 - n / r)
    }
  }
  total
}
tests <- function(set, x) {
  for (rho in c(0, 1, 0.5)) {
    g <- g_rho(x, rho)
    if (!(g[5] > 0)) next
    chi <- (g[1] - g[2])^2 / g[5]
    if (all(is.na(x$entry)) && all(x$count == 1)) {
      own <- if (length(unique(x$stratum)) > 1) survdiff(Surv(time, event > 0) ~ sex + strata(stratum), x, rho = rho)
             else survdiff(Surv(time, event > 0) ~ sex, x, rho = rho)
      stopifnot(abs(own$chisq - chi) < 1e-9 * (1 + chi))
      chi <- own$chisq
    }
    value(set, "test", rho, 0, chi, g[1], g[2], g[5])
    value(set, "log10_p", rho, 0, pchisq(chi, 1, lower.tail = FALSE, log.p = TRUE) / log(10))
    if (rho == 0) {
      z <- qnorm(0.975)
      h <- exp((g[1] - g[2]) / g[5])
      value(set, "hazard_ratio", 0, 0, h, h * exp(-z / sqrt(g[5])), h * exp(z / sqrt(g[5])), h / sqrt(g[5]))
    }
  }
}
# The delta method at each time, written out; survival's multi-state fit has the same value.
incidence <- function(set, x, sex) {
  x <- x[x$sex == sex, ]
  f <- survfit(Surv(time, factor(event)) ~ 1, x)
  times <- sort(unique(x$time))
  r <- sapply(times, function(t) sum(x$time >= t))
  n <- sapply(times, function(t) sum(x$time == t & x$event > 0))
  s <- cumprod(1 - n / r); before <- c(1, head(s, -1))
  for (cause in sort(unique(x$event[x$event > 0]))) {
    c <- sapply(times, function(t) sum(x$time == t & x$event == cause))
    I <- cumsum(before * c / r)
    own <- f$pstate[, match(as.character(cause), f$states)]
    stopifnot(max(abs(own - I)) < 1e-12)
    var <- sapply(seq_along(times), function(k) {
      j <- 1:k
      a <- ifelse(n[j] < r[j], n[j] / r[j] / (r[j] - n[j]), 0)
      sum((I[k] - I[j])^2 * a + before[j]^2 * (r[j] - c[j]) * c[j] / r[j]^3 - 2 * (I[k] - I[j]) * before[j] * c[j] / r[j]^2)
    })
    se <- sqrt(pmax(var, 0)); z <- qnorm(0.975)
    cat(file = stderr(), set, sex, cause, "se against survival's infinitesimal jackknife:",
        max(abs(f$std.err[, match(as.character(cause), f$states)] - se)), "\n")
    for (i in seq_along(times)) if (I[i] > 0 && var[i] > 0) {
      h <- z * se[i] / (I[i] * log(I[i]))
      value(set, paste0("cause", cause), times[i], sex, I[i], exp(log(I[i]) * exp(-h)), exp(log(I[i]) * exp(h)), se[i])
    }
  }
}
cat("kind,set,what,a,b,c,d,e,f\n")
for (set in names(sets)) {
  x <- sets[[set]]
  for (i in seq_len(nrow(x)))
    row("data", set, "-", num(x$time[i]), num(x$entry[i]), x$event[i], x$sex[i], x$stratum[i], num(x$count[i]))
  one <- transform(x, event = as.integer(event > 0))
  for (sex in 1:2) curves(set, one, sex)
  means(set, one)
  tests(set, one)
}
for (sex in 1:2) incidence("causes", sets$causes, sex)
