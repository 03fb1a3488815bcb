# Writes rate_r.csv: exact limits of a rate per 100 000 by base R's poisson.test.
#
#     Rscript rate.R > rate_r.csv
cases <- list(c(0, 5000), c(1, 5000), c(4, 1e6), c(19, 123456), c(20, 123456), c(733, 60e6),
              c(12345, 29.5e6), c(1e6, 447e6))
cat("events,population,level,value,lower,upper\n")
for (x in cases)
    for (level in c(0.95, 0.9, 0.99)) {
        t <- poisson.test(x[1], x[2] / 1e5, conf.level = level)
        cat(sprintf("%.17g,%.17g,%.17g,%.17g,%.17g,%.17g\n", x[1], x[2], level, t$estimate,
                    t$conf.int[1], t$conf.int[2]))
    }
