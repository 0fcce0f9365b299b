using System.Globalization;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Plugins.Redis.Commands;

/// <summary><c>offtrac redispub …</c>.</summary>
internal sealed class RedispubCommands(StatusCommand status, TailCommand tail, TestCommand test, ReplayCommand replay)
{
    public static IReadOnlyList<Command> All { get; } =
    [
        new Command { Words = "redispub status", Summary = "Shows the connection to Redis, what waits and what went wrong; exit 1 when Redis can't be reached." },
        new Command { Words = "redispub test", Summary = "Publishes a message on the channel redispub.test, and says how many heard it." },
        new Command
        {
            Words = "redispub tail",
            Summary = "Prints what a subscriber sees, until Ctrl-C.",
            Arguments = [new() { Name = "PATTERN", IsOptional = true, Description = "Pattern of channels as Redis takes it; the default is all of this environment." }],
            Options = [new() { Name = "--count", ValueName = "N", Description = "End after so many messages, and give them back as rows." }],
        },
        new Command
        {
            Words = "redispub replay",
            Summary = "Publishes again on their channels what the stream still has; needs the option stream.",
            Options = [new() { Name = "--since", ValueName = "TIME", Description = "Only changes made then or later, such as 2026-03-01T12:00Z." }],
        },
    ];

    public async ValueTask<CommandResult> RunAsync(CommandInput input, CancellationToken cancellation)
    {
        try
        {
            return input.Words switch
            {
                "redispub status" => await status.RunAsync(cancellation).ConfigureAwait(false),
                "redispub test" => await test.RunAsync(input.User, cancellation).ConfigureAwait(false),
                "redispub tail" => await tail.RunAsync(input["PATTERN"], Count(input["--count"]), input.Progress, cancellation).ConfigureAwait(false),
                _ => await replay.RunAsync(Moment(input["--since"]), cancellation).ConfigureAwait(false),
            };
        }
        catch (RedisException failure)
        {
            return CommandResult.Fail($"Redis: {failure.Message}", exitCode: 1);
        }
    }

    private static int Count(string? text)
    {
        if (text is null)
            return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new TracException($"--count is '{text}'; allowed are whole numbers from 1.");
    }

    private static DateTimeOffset Moment(string? text)
    {
        if (text is null)
            throw new TracException("Say from when on: --since TIME, such as --since 2026-03-01T12:00Z.");
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new TracException($"--since is '{text}'; allowed are times such as 2026-03-01, 2026-03-01T12:00Z or 2026-03-01T12:00:30+01:00.");
    }
}
