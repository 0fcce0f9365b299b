using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Ping;

/// <summary><c>offtrac ping</c>: a ping in the command's own process, safe beside running hosts.</summary>
[Component("offtrac.ping.PingCommand", Scope = ComponentScope.Host)]
public sealed class PingCommand(IEnvironments environments, IHost host, TimeProvider time) : ICommandProvider
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
        var answers = new List<KeyValuePair<string, PingAnswer>>();
        var exitCode = 0;
        foreach (var environment in served)
        {
            var (answer, code) = await PingAsync(environment, input, cancellation).ConfigureAwait(false);
            answers.Add(new(environment.Name, answer));
            exitCode = Math.Max(exitCode, code);
        }

        return new CommandResult
        {
            ExitCode = exitCode,
            Text = string.Join('\n', answers.Select(answer => $"{answer.Key}: {answer.Value.Problem ?? PingAnswerText.Line([answer]).TrimEnd()}")),
            Json = PingAnswerText.Json(host.Instance, answers, time.GetUtcNow()).TrimEnd(),
        };
    }

    private static async ValueTask<(PingAnswer Answer, int ExitCode)> PingAsync(
        IServedEnvironment environment, CommandInput input, CancellationToken cancellation)
    {
        if (environment.Problem is { } reason)
            return (Unavailable(reason), Locked);
        if (!environment.IsEnabled(Component))
            return (Unavailable($"{Component} is not enabled; offtrac plugin enable {Component}"), Usage);
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
            var problem = failed.Count > 0 ? $"failed: {string.Join(", ", failed)}" : null;
            return (answer with { Problem = problem }, code);
        }
        catch (DatabaseUnavailableException exception)
        {
            return (Unavailable(exception.Message), Unreachable);
        }
        catch (ComponentFailedException exception)
        {
            return (Unavailable(exception.Reason), ObserverFailed);
        }
    }

    private static PingAnswer Unavailable(string problem) => new() { Verdict = PingVerdict.Unavailable, Problem = problem };
}
