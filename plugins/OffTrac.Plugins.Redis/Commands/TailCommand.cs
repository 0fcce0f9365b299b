using System.Threading.Channels;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Plugins.Redis.Resp;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Environments;

namespace OffTrac.Plugins.Redis.Commands;

/// <summary>Prints what a subscriber sees.</summary>
internal sealed class TailCommand(
    Func<RedisSettings> settings, RedisConnector connector, IEnvironment environment, IOptionsMonitor<RedispubOptions> options)
{
    public async ValueTask<CommandResult> RunAsync(string? pattern, int count, TextWriter output, CancellationToken cancellation)
    {
        var connection = await connector.OpenAsync(settings(), cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var heard = Channel.CreateUnbounded<(string Channel, string Payload)>();
        _ = connection.Lost.ContinueWith(
            lost => heard.Writer.TryComplete(new RedisException(RedisFailure.Outage, $"the connection is lost: {lost.GetAwaiter().GetResult()}")),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        await connection.SubscribeAsync("PSUBSCRIBE", pattern ?? AllOf(environment, options.CurrentValue), Hear, cancellation).ConfigureAwait(false);
        var rows = new List<IReadOnlyList<object?>>();
        await foreach (var (channel, payload) in heard.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            if (count == 0)
                await output.WriteLineAsync($"{Printable(channel)} {Printable(payload)}").ConfigureAwait(false);
            else
                rows.Add([channel, payload]);
            if (rows.Count == count && count > 0)
                break;
        }

        return CommandResult.FromTable(new CommandTable { Columns = ["channel", "payload"], Rows = rows });

        void Hear(RespValue push)
        {
            if (push.Elements is [{ Text: "pmessage" }, _, { Text: { } channel }, { Text: { } payload }])
                heard.Writer.TryWrite((channel, payload));
        }
    }

    private static string AllOf(IEnvironment environment, RedispubOptions options)
    {
        // The environment's name may hold what a pattern takes for something else.
        var all = new MessageBuilder(environment).Channel("", options);
        return string.Concat(all.Select(letter => letter is '*' or '?' or '[' or ']' or '\\' ? $"\\{letter}" : letter.ToString())) + "*";
    }

    /// <summary>Names of pages may hold anything; a terminal must not obey it.</summary>
    private static string Printable(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '�' : letter));
}
