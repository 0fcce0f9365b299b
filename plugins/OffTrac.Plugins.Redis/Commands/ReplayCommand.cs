using System.Globalization;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Plugins.Redis.Resp;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Environments;

namespace OffTrac.Plugins.Redis.Commands;

/// <summary>Publishes again what the streams still have: what was delivered is nowhere else.</summary>
internal sealed class ReplayCommand(
    Func<RedisSettings> settings, RedisConnector connector, IEnvironment environment, IOptionsMonitor<RedispubOptions> options)
{
    private const int PageSize = 500;

    private static readonly string[] s_realms = ["ticket", "wiki", "attachment", "milestone"];

    public async ValueTask<CommandResult> RunAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var builder = new MessageBuilder(environment);
        var current = options.CurrentValue;
        if (current.Stream.Length == 0)
            throw new TracException("Nothing is kept that could be published again: set [redispub] stream first.");
        var connection = await connector.OpenAsync(settings(), cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var own = builder.Channel("", current);
        var published = 0L;
        foreach (var stream in s_realms.Select(realm => builder.Stream(realm, current)).Distinct(StringComparer.Ordinal))
            published += await ReplayAsync(connection, stream, own, since, cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new CommandTable { Columns = ["since", "published"], Rows = [[since, published]] });
    }

    /// <summary>An entry is never older than its change, so what was added before needn't be looked at.</summary>
    private static async ValueTask<long> ReplayAsync(
        RespConnection connection, string stream, string own, DateTimeOffset since, CancellationToken cancellation)
    {
        var published = 0L;
        var from = since.ToUnixTimeMilliseconds() is var milliseconds and > 0 ? milliseconds.ToString(CultureInfo.InvariantCulture) : "-";
        while (true)
        {
            var page = await connection
                .ExecuteAsync(["XRANGE", stream, from, "+", "COUNT", PageSize.ToString(CultureInfo.InvariantCulture)], cancellation).ConfigureAwait(false);
            foreach (var entry in page.Elements)
            {
                if (Read(entry) is not { } message || message.Time < since || !message.Channel.StartsWith(own, StringComparison.Ordinal))
                    continue;
                await connection.ExecuteAsync(["PUBLISH", message.Channel, message.Payload], cancellation).ConfigureAwait(false);
                published++;
            }

            if (page.Elements.Count < PageSize)
                return published;
            from = $"({page.Elements[^1].Elements[0].Text}";
        }
    }

    private static (string Channel, string Payload, DateTimeOffset Time)? Read(RespValue entry)
    {
        if (entry.Elements is not [_, { Elements: { } fields }])
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < fields.Count; i += 2)
            values[fields[i].Text ?? ""] = fields[i + 1].Text ?? "";
        return values.TryGetValue("channel", out var channel) && values.TryGetValue("payload", out var payload)
            && DateTimeOffset.TryParse(values.GetValueOrDefault("time"), CultureInfo.InvariantCulture, out var time)
                ? (channel, payload, time)
                : null;
    }
}
