using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Plugins.Redis.Publishing;

/// <summary>Publishes events: makes the message, sends it, and says what became of it in the words of deliveries.</summary>
internal sealed class EventPublisher(
    IEnvironment environment,
    IOptionsMonitor<RedispubOptions> options,
    IPermissions permissions,
    RedisConnection connection,
    PlainQueue plain,
    PublishCounts counts,
    OutageReport outages,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>How often a message that Redis refuses is tried.</summary>
    private const int Tries = 3;

    /// <summary>No setting of Redis lets it refuse a shorter text for its length.</summary>
    private const int NeverTooLong = 1024 * 1024;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly MessageBuilder _messages = new(environment);

    /// <summary>Events of which Redis may have something although nobody was told that it has.</summary>
    private readonly ConcurrentDictionary<long, Attempted> _attempted = new();

    /// <summary>Publishes an event.</summary>
    /// <param name="kind">What happened, such as <c>ticket.changed</c>.</param>
    /// <param name="name">What the channel ends with, such as the ticket's number; null for nothing.</param>
    /// <param name="change">The event.</param>
    /// <param name="resource">What it is about.</param>
    /// <param name="state">Handed to <paramref name="write"/>.</param>
    /// <param name="write">Writes the members of the payload.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DeliveryPausedException">Redis can't take it now.</exception>
    /// <exception cref="UndeliverableException">Redis will never take it.</exception>
    public async ValueTask PublishAsync<TState>(
        string kind, string? name, ChangeEvent change, Resource resource, TState state, Action<PayloadWriter, TState> write,
        CancellationToken cancellation)
    {
        var current = options.CurrentValue;
        var message = _messages.Build(name is null ? kind : $"{kind}.{name}", kind, change, resource, state, write, current);
        if (message is null || !await MayBeSeenAsync(resource, current, cancellation).ConfigureAwait(false))
            return;
        if (current.Mode == RedispubOptions.FireAndForget)
        {
            plain.Add(message);
            return;
        }

        var attempted = change.Number == 0 ? new Attempted() : _attempted.GetOrAdd(change.Number, static _ => new Attempted());
        var mayRepeat = change.MayRepeat || attempted.IsUncertain;
        await SendAsync(message, attempted, cancellation).ConfigureAwait(false);
        _attempted.TryRemove(change.Number, out _);
        if (mayRepeat)
            counts.Repeated(change.Number, message.Channel);
    }

    private async ValueTask SendAsync(RedisMessage message, Attempted attempted, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await connection.SendAsync(message, attempted.IsPublished, cancellation).ConfigureAwait(false);
                return;
            }
            catch (RedisException failure)
            {
                if (!failure.IsReply)
                    attempted.IsUncertain = true;
                if (failure.WasNextToBeAnswered && message.Payload.Length > NeverTooLong)
                    attempted.Losses++;
                var isRefused = failure.Failure == RedisFailure.Message || attempted.Losses >= Tries;
                if (!isRefused)
                {
                    outages.HeldUp();
                    throw new DeliveryPausedException($"Redis at {connection.Place}: {failure.Message}", failure);
                }

                if (tries >= Tries || attempted.Losses >= Tries)
                {
                    counts.Refused();
                    logger.LogError("Redis refuses a message of {Bytes} bytes on {Channel}: {Reason}", message.Payload.Length, message.Channel, failure.Message);
                    throw new UndeliverableException($"Redis refuses it: {failure.Message}", failure);
                }
            }

            await Task.Delay(s_pause, time, cancellation).ConfigureAwait(false);
        }
    }

    private ValueTask<bool> MayBeSeenAsync(Resource resource, RedispubOptions current, CancellationToken cancellation) =>
        current.RespectPermissionsOf.Length == 0
            ? new(true)
            : permissions.CheckAsync($"{resource.Realm.ToUpperInvariant()}_VIEW", current.RespectPermissionsOf, resource, cancellation);

    /// <summary>What is known of the attempts to send an event.</summary>
    private sealed class Attempted
    {
        /// <summary>Whether its channel has it; then only the stream is missing.</summary>
        public StrongBox<bool> IsPublished { get; } = new();

        public bool IsUncertain { get; set; }

        /// <summary>How often the connection was lost while Redis worked on it.</summary>
        public int Losses { get; set; }
    }
}
