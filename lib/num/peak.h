/* The height of a peak between two ends: the largest probability over a nuisance parameter. */
#ifndef GDCS_NUM_PEAK_H
#define GDCS_NUM_PEAK_H

/* The largest value of f in [low, high], where it rises to one peak and falls.  The place is right to
   1e-6 of the width, and as a smooth peak is flat, the height to about 1e-11 of what f drops by at the
   ends. */
double gdcs_i_peak(double (*f)(double x, const void *context), const void *context, double low,
                   double high);
#endif
