using Microsoft.Extensions.Logging;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Testing.Tests;

public sealed class TestTaskRunTests
{
    [Fact]
    public void Run_IsWhatTheTestSays()
    {
        var due = new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);
        TaskRun run = new TestTaskRun(new TestTaskRunOptions
        {
            Job = "mail", ScheduledFor = due, Started = due.AddSeconds(2), LastSuccess = due.AddDays(-1), Trigger = TaskTrigger.Retry, Attempt = 2,
            FencingToken = 7, User = "robot", Arguments = new Dictionary<string, string> { ["box"] = "support" },
        });

        Assert.Equal(("mail", due, due.AddSeconds(2), due.AddDays(-1)), (run.Job, run.ScheduledFor, run.Started, run.LastSuccess));
        Assert.Equal((TaskTrigger.Retry, 2, 7, "robot", "support"), (run.Trigger, run.Attempt, run.FencingToken, run.User, run.Arguments["box"]));
        Assert.NotEqual(run.Id, new TestTaskRun("mail").Id);
    }

    [Fact]
    public void Run_KeepsWhatTheTaskSays()
    {
        var heard = new List<long>();
        var run = new TestTaskRun(new TestTaskRunOptions { Job = "mail", OnProgress = progress => heard.Add(progress.Done) });

        run.Log.LogInformation("{Count} messages", 3);
        run.Progress.Report(new TaskProgress { Done = 1, Total = 3 });
        run.Progress.Report(new TaskProgress { Done = 3, Total = 3 });

        Assert.Equal("Information mail: 3 messages", run.LogText.Trim());
        Assert.Equal([1, 3], run.ProgressReports.Select(progress => progress.Done));
        Assert.Equal([1, 3], heard);
    }

    [Fact]
    public async Task Confirm_IsNoted_OrRefusedWhenTheLeaseIsLost()
    {
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions());
        await using var scope = await environment.Get<IDatabase>().BeginWriteAsync(default);
        var run = new TestTaskRun("mail");
        Assert.False(run.IsConfirmed);
        await run.ConfirmAsync(scope, default);
        Assert.True(run.IsConfirmed);

        var lost = new TestTaskRun(new TestTaskRunOptions { Job = "mail", IsLeaseLost = true });
        await Assert.ThrowsAsync<LeaseLostException>(async () => await lost.ConfirmAsync(scope, default));
        Assert.False(lost.IsConfirmed);
    }

    [Fact]
    public async Task JobThatNobodyHas_IsRefusedByName()
    {
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions());
        var exception = await Assert.ThrowsAsync<TracException>(() => environment.RunTaskAsync(new TestTaskRun("mial")));
        Assert.Equal("No enabled component has a job 'mial'.", exception.Message);
    }

    [Fact]
    public async Task Environment_CanBeACopy_AndReadOnly()
    {
        await using var original = await TestEnvironment.StartAsync(new TestEnvironmentOptions { Ini = "[project]\nname = Harbour" });
        await using var copy = await TestEnvironment.StartAsync(new TestEnvironmentOptions { CopyOf = original.Directory, IsReadOnly = true });
        Assert.NotEqual(original.Directory, copy.Directory);
        Assert.True(copy.Environment.IsReadOnly);
        await Assert.ThrowsAsync<ReadOnlyException>(async () => await copy.Get<IDatabase>().BeginWriteAsync(default));
    }
}
