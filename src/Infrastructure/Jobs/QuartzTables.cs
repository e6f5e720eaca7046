using Microsoft.EntityFrameworkCore;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// The tables that Quartz 4.7 asks for on a database server. Only Quartz reads and writes them; they stand in the model so that
/// they come with our migrations. Its own execution history is not used: <see cref="JobRun"/> is ours, on all engines.
/// </summary>
internal static class QuartzTables
{
    public const string SqlServerPrefix = "QRTZ_";
    public const string PostgreSqlPrefix = "qrtz_";

    /// <param name="modelBuilder">Of an engine that many nodes share.</param>
    /// <param name="nameOf">The engine's usual form of a name in capitals.</param>
    public static void AddQuartz(this ModelBuilder modelBuilder, Func<string, string> nameOf)
    {
        var quartz = new QuartzSchema(modelBuilder, nameOf);

        quartz.Table("JOB_DETAILS", table => table
            .Key(("SCHED_NAME", 120), ("JOB_NAME", 150), ("JOB_GROUP", 150))
            .OptionalText("DESCRIPTION", 250).Text("JOB_CLASS_NAME", 250)
            .Flag("IS_DURABLE").Flag("IS_NONCONCURRENT").Flag("IS_UPDATE_DATA").Flag("REQUESTS_RECOVERY")
            .OptionalBytes("JOB_DATA")
            .Index("SCHED_NAME", "JOB_GROUP", "JOB_NAME"));

        quartz.Table("TRIGGERS", table => table
            .Key(("SCHED_NAME", 120), ("TRIGGER_NAME", 150), ("TRIGGER_GROUP", 150))
            .Text("JOB_NAME", 150).Text("JOB_GROUP", 150).OptionalText("DESCRIPTION", 250)
            .OptionalLong("NEXT_FIRE_TIME").OptionalLong("PREV_FIRE_TIME").OptionalInt("PRIORITY")
            .Text("TRIGGER_STATE", 16).Text("TRIGGER_TYPE", 8).Long("START_TIME").OptionalLong("END_TIME")
            .OptionalText("CALENDAR_NAME", 200).OptionalInt("MISFIRE_INSTR").OptionalLong("MISFIRE_ORIG_FIRE_TIME")
            .OptionalText("EXECUTION_GROUP", 200).OptionalText("PREFERRED_NODE", 200).Flag("PREFERRED_NODE_AUTO", byDefault: false)
            .OptionalText("RETRY_POLICY", 250).OptionalInt("RETRY_ATTEMPT")
            .OptionalText("CONTINUES_TRIGGER_NAME", 150).OptionalText("CONTINUES_TRIGGER_GROUP", 150)
            .OptionalInt("CONTINUATION_CONDITION").OptionalInt("OVERLAP_POLICY")
            .OptionalText("PAUSE_REASON", 250).OptionalText("PAUSED_BY", 200).OptionalLong("PAUSED_AT")
            .OptionalLong("MISFIRE_THRESHOLD").OptionalFlag("FIXED_DELAY").OptionalBytes("JOB_DATA")
            .PartOf("JOB_DETAILS", cascades: false, "SCHED_NAME", "JOB_NAME", "JOB_GROUP")
            .Index("SCHED_NAME", "TRIGGER_GROUP", "TRIGGER_NAME")
            .Index("SCHED_NAME", "CALENDAR_NAME")
            .Index("SCHED_NAME", "TRIGGER_STATE", "NEXT_FIRE_TIME", "PRIORITY", "MISFIRE_INSTR"));

        quartz.Table("CRON_TRIGGERS", table => table.OfTrigger()
            .Text("CRON_EXPRESSION", 120).OptionalText("TIME_ZONE_ID", 80));

        quartz.Table("SIMPLE_TRIGGERS", table => table.OfTrigger()
            .Int("REPEAT_COUNT").Long("REPEAT_INTERVAL").Int("TIMES_TRIGGERED"));

        quartz.Table("SIMPROP_TRIGGERS", table => table.OfTrigger()
            .OptionalText("STR_PROP_1", 512).OptionalText("STR_PROP_2", 512).OptionalText("STR_PROP_3", 512)
            .OptionalInt("INT_PROP_1").OptionalInt("INT_PROP_2").OptionalLong("LONG_PROP_1").OptionalLong("LONG_PROP_2")
            .OptionalDecimal("DEC_PROP_1", 13, 4).OptionalDecimal("DEC_PROP_2", 13, 4)
            .OptionalFlag("BOOL_PROP_1").OptionalFlag("BOOL_PROP_2").OptionalText("TIME_ZONE_ID", 80));

        quartz.Table("BLOB_TRIGGERS", table => table.OfTrigger()
            .OptionalBytes("BLOB_DATA"));

        quartz.Table("CALENDARS", table => table
            .Key(("SCHED_NAME", 120), ("CALENDAR_NAME", 200))
            .Bytes("CALENDAR"));

        quartz.Table("PAUSED_TRIGGER_GRPS", table => table
            .Key(("SCHED_NAME", 120), ("TRIGGER_GROUP", 150))
            .OptionalText("PAUSE_REASON", 250).OptionalText("PAUSED_BY", 200).OptionalLong("PAUSED_AT"));

        quartz.Table("PAUSED_JOB_GRPS", table => table
            .Key(("SCHED_NAME", 120), ("JOB_GROUP", 150))
            .OptionalText("PAUSE_REASON", 250).OptionalText("PAUSED_BY", 200).OptionalLong("PAUSED_AT"));

        quartz.Table("FIRED_TRIGGERS", table => table
            .Key(("SCHED_NAME", 120), ("ENTRY_ID", 140))
            .Text("TRIGGER_NAME", 150).Text("TRIGGER_GROUP", 150).Text("INSTANCE_NAME", 200)
            .Long("FIRED_TIME").Long("SCHED_TIME").Int("PRIORITY").Text("STATE", 16)
            .OptionalText("JOB_NAME", 150).OptionalText("JOB_GROUP", 150)
            .OptionalFlag("IS_NONCONCURRENT").OptionalFlag("REQUESTS_RECOVERY").OptionalText("EXECUTION_GROUP", 200)
            .OptionalInt("PROGRESS").OptionalText("PROGRESS_MESSAGE", 250).OptionalLong("INTERRUPT_REQUESTED_TIME")
            .Index("SCHED_NAME", "INSTANCE_NAME", "REQUESTS_RECOVERY")
            .Index("SCHED_NAME", "JOB_NAME", "JOB_GROUP")
            .Index("SCHED_NAME", "TRIGGER_NAME", "TRIGGER_GROUP"));

        quartz.Table("SCHEDULER_STATE", table => table
            .Key(("SCHED_NAME", 120), ("INSTANCE_NAME", 200))
            .Long("LAST_CHECKIN_TIME").Long("CHECKIN_INTERVAL").OptionalText("QUARTZ_VERSION", 20));

        quartz.Table("LOCKS", table => table
            .Key(("SCHED_NAME", 120), ("LOCK_NAME", 40)));
    }
}
