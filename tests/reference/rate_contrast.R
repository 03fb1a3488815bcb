# Writes rate_contrast_r.csv: two rates compared by base R's poisson.test, exact given the sum of events.
#
#     Rscript rate_contrast.R > rate_contrast_r.csv            (R 4.2.2)
cases <- list(c(41, 28010, 15, 19017), c(5, 10, 8, 20), c(0, 100, 4, 120), c(3, 50, 0, 70),
              c(1, 1, 1, 1), c(100, 1000, 130, 1000), c(12345, 4.4e6, 11000, 4.2e6),
              c(7, 1e6, 900, 9e5), c(60, 51477.5, 30, 54308.7), c(1, 1e5, 25, 1e5))
cat("x1,t1,x2,t2,null,level,ratio,lower,upper,p\n")
for (x in cases)
    for (null in c(1, 0.4, 2.5))
        for (level in c(0.95, 0.99)) {
            t <- poisson.test(c(x[1], x[3]), c(x[2], x[4]), r = null, conf.level = level)
            cat(sprintf("%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g\n", x[1], x[2],
                        x[3], x[4], null, level, t$estimate, t$conf.int[1], t$conf.int[2], t$p.value))
        }
