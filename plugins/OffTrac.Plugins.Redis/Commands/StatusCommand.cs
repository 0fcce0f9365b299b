using System.Globalization;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Publishing;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Deliveries;

namespace OffTrac.Plugins.Redis.Commands;

/// <summary>How the connection does, seen from here, and what the delivering host wrote down.</summary>
internal sealed class StatusCommand(Func<RedisSettings> settings, RedisConnector connector, IDeliveries deliveries, Ledger ledger, TimeProvider time)
{
    public async ValueTask<CommandResult> RunAsync(CancellationToken cancellation)
    {
        var rows = new List<IReadOnlyList<object?>>();
        var isReachable = await AddConnectionAsync(rows, cancellation).ConfigureAwait(false);
        foreach (var pending in await deliveries.CountAsync(null, cancellation).ConfigureAwait(false))
        {
            if (StreamComponents.All.Contains(pending.Component, StringComparer.OrdinalIgnoreCase))
                rows.Add([$"waiting for {pending.Component}", string.Create(CultureInfo.InvariantCulture, $"{pending.Count}, oldest from {pending.Oldest:u}")]);
        }

        foreach (var entry in await ledger.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (Explain(entry.Name) is { } words && entry.Count > 0)
                rows.Add([words, string.Create(CultureInfo.InvariantCulture, $"{entry.Count}, last {entry.Last:u}")]);
        }

        return new CommandResult { Table = new CommandTable { Columns = ["name", "value"], Rows = rows }, ExitCode = isReachable ? 0 : 1 };
    }

    private static string? Explain(string name) => name switch
    {
        Ledger.Repeated => "perhaps sent twice",
        Ledger.Refused => "refused by Redis",
        Ledger.Lost => "lost",
        Ledger.Untold => "lost, and subscribers don't know",
        _ => null,
    };

    private async ValueTask<bool> AddConnectionAsync(List<IReadOnlyList<object?>> rows, CancellationToken cancellation)
    {
        try
        {
            var wanted = settings();
            rows.Add(["redis", wanted.Place]);
            var publisher = await connector.ConnectAsync(wanted, cancellation).ConfigureAwait(false);
            await using var closing = publisher.ConfigureAwait(false);
            var started = time.GetTimestamp();
            await publisher.ExecuteAsync("PING", [], cancellation).ConfigureAwait(false);
            var latency = time.GetElapsedTime(started).TotalMilliseconds;
            rows.Add(["state", "connected"]);
            rows.Add(["latency", string.Create(CultureInfo.InvariantCulture, $"{latency:0.00} ms")]);
            await AddServerAsync(rows, publisher, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is RedisException or ConfigurationException)
        {
            rows.Add(["state", failure.Message]);
            return false;
        }
    }

    /// <summary>A narrow user may not ask; then there is nothing to show.</summary>
    private static async ValueTask AddServerAsync(List<IReadOnlyList<object?>> rows, IRedisPublisher publisher, CancellationToken cancellation)
    {
        try
        {
            var lines = (await publisher.ExecuteAsync("INFO", [], cancellation).ConfigureAwait(false)).Split('\n', StringSplitOptions.TrimEntries);
            foreach (var (name, key) in new[] { ("version", "redis_version:"), ("role", "role:") })
            {
                if (Array.Find(lines, line => line.StartsWith(key, StringComparison.Ordinal)) is { } line)
                    rows.Add([name, line[key.Length..]]);
            }
        }
        catch (RedisException refusal) when (refusal.IsReply)
        {
            rows.Add(["version", $"unknown: {refusal.Message}"]);
        }
    }
}
