// No fixture shares anything with another.
[assembly: Parallelizable(ParallelScope.Fixtures)]
