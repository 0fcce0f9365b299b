using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Ping;

/// <summary><c>offtrac ping</c>: a ping in the command's own process, safe beside running hosts.</summary>
[Component("offtrac.ping.PingCommand", Scope = ComponentScope.Host)]
public sealed class PingCommand(IEnvironments environments) : ICommandProvider
{
    private const string Component = "offtrac.ping.Ping";
    private const int JobFailed = 3;
    private const int ObserverFailed = 4;
    private const int Unreachable = 69;
    private const int Locked = 75;
    private const int Usage = 64;

    public IReadOnlyList<Command> Commands { get; } =
    [
        new Command
        {
            Words = "ping",
            Summary = "Pings the environments from this process and waits for the jobs that are started. Exit 0; 3 a job failed, 4 an observer failed, 69 database away, 75 environment not open.",
            Needs = CommandNeeds.Configuration,
            Options =
            [
                new CommandOption { Name = "--job", ValueName = "NAME", TakesMany = true, Description = "Consider only this job, if it is due; may be repeated." },
                new CommandOption { Name = "--no-start", IsFlag = true, Description = "Only tell how things are." },
            ],
        },
    ];

    public async ValueTask<CommandResult> RunAsync(CommandInput input, CancellationToken cancellation)
    {
        var served = environments.Served;
        if (served.Count == 0)
            return CommandResult.Fail("No environment to ping; name one with --env DIR or in the host file.", Usage);
        var rows = new List<IReadOnlyList<object?>>();
        var exitCode = 0;
        foreach (var environment in served)
        {
            var (row, code) = await PingAsync(environment, input, cancellation).ConfigureAwait(false);
            rows.Add(row);
            exitCode = Math.Max(exitCode, code);
        }

        var table = new CommandTable { Columns = ["environment", "started", "running", "overdue", "failed", "next_due", "problem"], Rows = rows };
        return new CommandResult { ExitCode = exitCode, Table = table };
    }

    private static async ValueTask<(IReadOnlyList<object?> Row, int ExitCode)> PingAsync(
        IServedEnvironment environment, CommandInput input, CancellationToken cancellation)
    {
        if (environment.Problem is { } problem)
            return (Row(environment, PingReport.Nothing, problem), Locked);
        if (!environment.IsEnabled(Component))
            return (Row(environment, PingReport.Nothing, $"{Component} is not enabled; offtrac plugin enable {Component}"), Usage);
        try
        {
            var call = new PingCall { Source = PingSource.Command, User = input.User, Jobs = input.All("--job") };
            var answer = await environment.ExtensionPoint<IPingService>()
                .AskFirstAsync(
                    (Call: call, Look: input.Has("--no-start")),
                    static async (service, state, token) => (PingAnswer?)(state.Look
                        ? await service.LookAsync(token).ConfigureAwait(false)
                        : await service.PingNowAsync(state.Call, token).ConfigureAwait(false)),
                    cancellation)
                .ConfigureAwait(false);
            var failed = answer!.FailedObservers;
            var code = answer.Report.Failed.Count > 0 ? JobFailed : failed.Count > 0 ? ObserverFailed : 0;
            var text = failed.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"failed: {string.Join(", ", failed)}") : null;
            return (Row(environment, answer.Report, text), code);
        }
        catch (DatabaseUnavailableException exception)
        {
            return (Row(environment, PingReport.Nothing, exception.Message), Unreachable);
        }
        catch (ComponentFailedException exception)
        {
            return (Row(environment, PingReport.Nothing, exception.Reason), ObserverFailed);
        }
    }

    private static IReadOnlyList<object?> Row(IServedEnvironment environment, PingReport report, string? problem) =>
        [environment.Name, report.Started, report.Running, report.Overdue, report.Failed, report.NextDue, problem];
}
