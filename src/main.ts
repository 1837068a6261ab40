/** argv in, exit code out: the only place that ends the process. */
process.exitCode = 0;
