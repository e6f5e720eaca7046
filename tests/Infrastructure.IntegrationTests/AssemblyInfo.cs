// Only fixtures that say so run beside others: most of them measure or count what a whole server does.
[assembly: NUnit.Framework.LevelOfParallelism(2)]
