using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Environments;

namespace OffTrac.Plugins.Redis.Commands;

/// <summary>Sends a message for people who want to see whether it arrives.</summary>
internal sealed class TestCommand(
    Func<RedisSettings> settings, RedisConnector connector, IEnvironment environment, IOptionsMonitor<RedispubOptions> options, TimeProvider time)
{
    public async ValueTask<CommandResult> RunAsync(string user, CancellationToken cancellation)
    {
        var wanted = settings();
        var publisher = await connector.ConnectAsync(wanted, cancellation).ConfigureAwait(false);
        await using var closing = publisher.ConfigureAwait(false);
        var message = new MessageBuilder(environment).Build(
            "redispub.test",
            (Now: time.GetUtcNow(), user),
            static (payload, state) =>
            {
                payload.Time("time", state.Now);
                payload.Text("author", state.user);
            },
            options.CurrentValue);
        var heard = await publisher
            .ExecuteAsync("PUBLISH", [message.Channel, Encoding.ASCII.GetString(message.Payload.Span)], cancellation).ConfigureAwait(false);
        return new CommandResult
        {
            Table = new CommandTable
            {
                Columns = ["redis", "channel", "subscribers"],
                Rows = [[wanted.Place, message.Channel, long.Parse(heard, CultureInfo.InvariantCulture)]],
            },
        };
    }
}
