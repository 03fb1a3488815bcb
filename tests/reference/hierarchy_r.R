# R 4.2.2, MASS 7.3-58: the proportional-odds model (polr, to the tolerance of its optimiser), the test of a trend
# in proportions, and Wilcoxon's with ties.  Prints hierarchy_r.csv: what, women, men, option, value.
#   Rscript tests/reference/hierarchy_r.R > tests/reference/hierarchy_r.csv
suppressMessages(library(MASS))
tables <- list(
  list(c(10, 14, 6, 2), c(20, 40, 31, 18)),
  list(c(59, 10, 12), c(43, 8, 21)),
  list(c(3, 1, 1, 2, 5), c(3, 1, 4, 2, 2)),
  list(c(3, 4), c(9, 2)),
  list(c(17, 9, 3, 2, 1, 1, 1), c(20, 31, 45, 28, 19, 8, 3)),
  list(c(900, 400, 100, 30), c(100, 300, 500, 900)),
  list(c(40e7, 30e7, 20e7, 99999999), c(41e7, 29e7, 21e7, 90000001)),
  list(c(7, 0, 6), c(9, 5, 2)),
  list(c(5, 4, 3), c(5, 4, 3)),
  list(c(1, 0, 8), c(6, 2, 1)))
show <- function(what, w, m, value)
  cat(what, ",", paste(format(w, scientific = FALSE, trim = TRUE), collapse = " "), ",",
      paste(format(m, scientific = FALSE, trim = TRUE), collapse = " "), ",,",
      format(value, digits = 17), "\n", sep = "")
cat("what,women,men,option,value\n")
for (t in tables) {
  w <- t[[1]]; m <- t[[2]]; k <- length(w)
  show("trend_chisq", w, m, unname(prop.trend.test(w, w + m)$statistic))
  show("trend_p", w, m, prop.trend.test(w, w + m)$p.value)
  if (sum(w + m) < 1e4) {
    test <- suppressWarnings(wilcox.test(rep(1:k, w), rep(1:k, m), exact = FALSE, correct = FALSE))
    show("wilcoxon_p", w, m, test$p.value)
  }
  d <- data.frame(y = factor(rep(1:k, 2), ordered = TRUE), woman = rep(1:0, each = k), n = c(w, m))
  d <- d[d$n > 0, ]
  if (k == 2) {
    g <- glm(I(y == 2) ~ woman, binomial, d, weights = n, epsilon = 1e-14)
    show("log_odds", w, m, coef(g)[[2]])
    show("log_odds_error", w, m, sqrt(vcov(g)[2, 2]))
    next
  }
  p <- polr(y ~ woman, d, weights = n, Hess = TRUE, control = list(reltol = 1e-15, maxit = 1000))
  show("log_odds", w, m, coef(p)[[1]])
  show("log_odds_error", w, m, sqrt(vcov(p)[1, 1]))
  if (sum(d$n) < 1e6) {
    null <- polr(y ~ 1, d, weights = n, control = list(reltol = 1e-15, maxit = 1000))
    show("likelihood_ratio", w, m, null$deviance - p$deviance)
    show("log_likelihood", w, m, -p$deviance / 2)
  }
}
# With a covariate: two strata by area, the same in the test.
d <- data.frame(y = factor(rep(1:3, 4), ordered = TRUE), woman = rep(c(1, 1, 0, 0), each = 3),
                x = rep(c(0, 1.5, 0, 1.5), each = 3), n = c(10, 14, 6, 8, 3, 9, 20, 40, 31, 5, 9, 30))
p <- polr(y ~ woman + x, d, weights = n, Hess = TRUE, control = list(reltol = 1e-15))
for (i in 1:2) {
  show(c("with_woman", "with_x")[i], 0, 0, coef(p)[[i]])
  show(c("with_woman_error", "with_x_error")[i], 0, 0, sqrt(vcov(p)[i, i]))
}
