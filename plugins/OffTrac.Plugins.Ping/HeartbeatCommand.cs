using System.Globalization;
using Microsoft.Extensions.Options;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;

namespace OffTrac.Plugins.Ping;

/// <summary><c>offtrac heartbeat</c>: brings time to hosts elsewhere, by HTTP only.</summary>
[Component("offtrac.ping.HeartbeatCommand", Scope = ComponentScope.Host)]
public sealed class HeartbeatCommand(IOptionsMonitor<HeartbeatOptions> options, TimeProvider time) : ICommandProvider
{
    private const int Usage = 64;

    public IReadOnlyList<Command> Commands { get; } =
    [
        new Command
        {
            Words = "heartbeat",
            Summary = "Calls /ping of one or more hosts, once or for ever. Exit of --once: 0 all answered, 1 one refused or not reached, 3 a job failed (with --fail-on-job), 64 usage.",
            Needs = CommandNeeds.Nothing,
            Options =
            [
                new CommandOption { Name = "--url", ValueName = "URL", TakesMany = true, Description = "Address of /ping; may be repeated." },
                new CommandOption { Name = "--token-file", ValueName = "FILE", Description = "File whose first line is the token; read again when it changes." },
                new CommandOption { Name = "--ca-file", ValueName = "FILE", Description = "Certificate authority (PEM) to trust besides the system's." },
                new CommandOption { Name = "--interval", ValueName = "TIME", Description = "Time from one call to the next, such as 60s; the default is 60s." },
                new CommandOption { Name = "--timeout", ValueName = "TIME", Description = "Longest wait for an answer; the default is 10s." },
                new CommandOption { Name = "--wait", ValueName = "SECONDS", Description = "Let each call wait for the jobs it starts, up to 300 seconds." },
                new CommandOption { Name = "--once", IsFlag = true, Description = "Call once and end, for cron, systemd timers and the like." },
                new CommandOption { Name = "--fail-on-job", IsFlag = true, Description = "With --once: exit 3 when a job failed." },
                new CommandOption { Name = "--quiet", IsFlag = true, Description = "Say nothing but errors." },
            ],
        },
    ];

    public async ValueTask<CommandResult> RunAsync(CommandInput input, CancellationToken cancellation)
    {
        HeartbeatSettings settings;
        try
        {
            settings = HeartbeatSettings.From(input, options.CurrentValue);
        }
        catch (TracException exception)
        {
            return CommandResult.Fail(exception.Message, Usage);
        }

        using var client = new HeartbeatClient(settings);
        var loop = new HeartbeatLoop(client, settings, time, input.Progress);
        if (!settings.Once)
        {
            await loop.RunAsync(cancellation).ConfigureAwait(false);
            return CommandResult.Done;
        }

        var beats = await loop.BeatAsync().ConfigureAwait(false);
        if (beats.FirstOrDefault(beat => !beat.Answered) is { } missed)
            return CommandResult.Fail(string.Create(CultureInfo.InvariantCulture, $"{missed.Url}: {missed.Text}"), 1);
        var text = settings.IsQuiet ? null : string.Join('\n', beats.Select(beat => $"{beat.Url}: {beat.Text}"));
        var failed = input.Has("--fail-on-job") && beats.Any(beat => beat.HasFailedJob);
        return new CommandResult { Text = text, ExitCode = failed ? 3 : 0 };
    }
}
