using OffTrac.Plugins.Scheduler.TracCron;
using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Scheduler.Tests.TracCron;

public sealed class TracCronImportTests
{
    [Theory]
    [InlineData("t.daily = 8h30", "daily 08:30")]
    [InlineData("t.daily = 08h30", "daily 08:30")]
    [InlineData("t.daily = 12h0", "daily 12:00")]
    [InlineData("t.daily = 12h00", "daily 12:00")]
    [InlineData("t.daily = 14h0, 8h5,, 8h05", "daily 08:05, 14:00")]
    [InlineData("t.hourly = 45", "cron 45 * * * *")]
    [InlineData("t.hourly = 45, 5", "cron 5,45 * * * *")]
    [InlineData("t.weekly = 0@12h00", "weekly mon 12:00")]
    [InlineData("t.weekly = 0@12h0", "weekly mon 12:00")]
    [InlineData("t.weekly = 6@8h30, 0@08h30", "weekly mon,sun 08:30")]
    [InlineData("t.weekly = 4@8h30, 4@18h0", "weekly fri 08:30, 18:00")]
    [InlineData("t.monthly = 15@12h00", "monthly 15 12:00")]
    [InlineData("t.monthly = 31@0h0, 1@0h0", "monthly 1,31 00:00")]
    [InlineData("t.cron = * 5 10 * * ? *", "cron 5 10 * * ?")]
    [InlineData("t.cron = 0 0/15 8-18 ? * 1", "cron 0/15 8-18 ? * 1")]
    [InlineData("t.cron = 0 0 12 1 1-6 ? *", "cron 0 12 1 1-6 ?")]
    [InlineData("t.cron = 0 0 8 ? * 7, 0 30 8 ? * 7", "cron 0,30 8 ? * 7")]
    [InlineData("t.cron = 0 0,30 8 ? * 1,3", "cron 0,30 8 ? * 1,3")]
    public async Task Schedule_HasTheTimesOfTracCron(string option, string expected)
    {
        var plan = await PlanAsync(option);
        var line = Assert.Single(plan);
        Assert.Equal(("t", "schedule", expected, ImportOutcome.Written), (line.Job, line.Setting, line.Value, line.Outcome));
    }

    [Theory]
    [InlineData("t.daily = 8h30\nt.weekly = 0@8h30", "daily 08:30")]
    [InlineData("t.hourly = 30\nt.daily = 8h30", "cron 30 * * * *")]
    [InlineData("t.weekly = 0@8h30\nt.monthly = 15@8h30", "cron 30 8 15 * mon")]
    [InlineData("t.weekly = 0@8h30, 0@9h30\nt.monthly = 15@8h30, 15@9h30", "cron 30 8,9 15 * mon")]
    [InlineData("t.daily = 8h30\nt.weekly = 0@12h0\nt.weekly.enabled = false", "daily 08:30")]
    public async Task SeveralKinds_BecomeOneSchedule_WhereOneSaysExactlyThat(string options, string expected)
    {
        var plan = await PlanAsync(options);
        Assert.Equal(expected, plan.Single(static line => line.Setting == "schedule").Value);
    }

    [Theory]
    [InlineData("t.daily = 8h30\nt.weekly = 0@12h0", "no single schedule")]
    [InlineData("t.weekly = 0@8h30, 1@9h0", "no single schedule")]
    [InlineData("t.hourly = 5\nt.daily = 8h30", "no single schedule")]
    [InlineData("t.weekly = 0@8h30, 0@9h0\nt.monthly = 15@8h30, 15@9h0", "no single schedule")]
    [InlineData("t.weekly = 0@8h15, 0@9h30\nt.monthly = 15@8h15, 15@9h30", "no single schedule")]
    [InlineData("t.cron = 0 0 8 ? * 1\nt.daily = 9h0", "no single schedule")]
    [InlineData("t.cron = 0 0 8 ? * 1, 0 30 9 ? * 1", "no single schedule")]
    [InlineData("t.cron = 0 0 8 * * ? 2027", "year 2027")]
    [InlineData("t.cron = 0 8 * * 1", "5 fields")]
    [InlineData("t.cron = 0 60 8 * * ?", "minute is '60'")]
    [InlineData("t.cron = 0 0 8 ? * 0", "weekday is '0'")]
    [InlineData("t.cron = 0 0 8 ? * 6-2", "weekday is '6-2'")]
    [InlineData("t.cron = 0 0/0 8 ? * 6", "minute is '0/0'")]
    [InlineData("t.cron = 0 0 8 15 * 1", "must be ?")]
    [InlineData("t.daily = 24h0", "daily is '24h0'")]
    [InlineData("t.daily = 8h60", "daily is '8h60'")]
    [InlineData("t.daily = ٨h30", "daily is '٨h30'")]
    [InlineData("t.hourly = 60", "hourly is '60'")]
    [InlineData("t.weekly = 7@8h0", "weekly is '7@8h0'")]
    [InlineData("t.monthly = 0@8h0", "monthly is '0@8h0'")]
    [InlineData("t.daily = 8h0\nt.daily.arg = a\nt.hourly = 0\nt.hourly.arg = b", "same arguments")]
    [InlineData("a task.daily = 8h0", "no name for a job")]
    public async Task WhatCantBeSaid_IsRefusedInOneLine_AndNothingOfTheTaskIsWritten(string options, string reason)
    {
        var plan = await PlanAsync(options);
        var line = Assert.Single(plan);
        Assert.Equal(ImportOutcome.Refused, line.Outcome);
        Assert.Contains(reason, line.Note, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line.Note!);
    }

    [Fact]
    public async Task SwitchesAndArguments_ComeAlong_AndWhatIsNotTheSchedulersIsNamed()
    {
        var plan = await PlanAsync(
            """
            ticker_enabled = true
            sleeping_ticket.enabled = off
            sleeping_ticket.weekly = 0@8h0
            sleeping_ticket.weekly.arg = 15 , a=b
            heart_beat.daily = 8h0
            heart_beat.daily.enabled = no
            email_task_event.enabled = true
            email_task_event.limit = 3
            """);
        Assert.Equal(
            [
                "email_task_event.enabled= Ignored", "email_task_event.limit= Ignored",
                "heart_beat.schedule=daily 08:00 Written", "heart_beat.enabled=false Written",
                "sleeping_ticket.schedule=weekly mon 08:00 Written", "sleeping_ticket.enabled=false Written", "sleeping_ticket.arguments=15, a=b Written",
            ],
            plan.Select(static line => $"{line.Job}.{line.Setting}={line.Value} {line.Outcome}"));
    }

    [Fact]
    public async Task SecondImport_ChangesNothing_AndWhatWasSetSinceStays()
    {
        await using var environment = await StartAsync("[traccron]\na.daily = 8h0\nb.daily = 9h0\n[scheduler]\nb.schedule = manual\n");
        var import = new TracCronImport(environment.Environment.Configuration);
        await import.WriteAsync(import.Plan(new HashSet<string>()), default);
        Assert.Equal("daily 08:00", environment.Environment.Configuration.Get("scheduler", "a.schedule"));
        Assert.Equal("manual", environment.Environment.Configuration.Get("scheduler", "b.schedule"));

        var ini = Path.Combine(environment.Directory, "conf", "offtrac.ini");
        var before = await File.ReadAllBytesAsync(ini);
        var plan = import.Plan(new HashSet<string>());
        await import.WriteAsync(plan, default);
        Assert.Equal([ImportOutcome.Unchanged, ImportOutcome.Kept], plan.Select(static line => line.Outcome));
        Assert.Equal(before, await File.ReadAllBytesAsync(ini));
    }

    private static async Task<IReadOnlyList<ImportedSetting>> PlanAsync(string options)
    {
        await using var environment = await StartAsync($"[traccron]\n{options}\n");
        return new TracCronImport(environment.Environment.Configuration).Plan(new HashSet<string>());
    }

    private static Task<TestEnvironment> StartAsync(string ini) => TestEnvironment.StartAsync(new TestEnvironmentOptions { Ini = ini });
}
