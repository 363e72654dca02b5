[assembly: Category("Programs")]

// Each fixture has directories, ports and servers of its own. Two cores take a sixth less time, more cores less still.
[assembly: Parallelizable(ParallelScope.Fixtures)]
