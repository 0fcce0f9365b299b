using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Messages;

namespace OffTrac.Plugins.Redis.Publishing;

/// <summary>
/// Sends messages once, in their order, behind the back of whoever made the change. What comes while Redis is away is lost; so is what
/// a slow Redis lets pile up beyond measure.
/// </summary>
internal sealed class PlainQueue(RedisConnection connection, PublishCounts counts, ILogger logger) : IAsyncDisposable
{
    private const int Longest = 10_000;

    private readonly Channel<RedisMessage> _messages = Channel.CreateBounded<RedisMessage>(
        new BoundedChannelOptions(Longest) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task? _running;

    public void Add(RedisMessage message)
    {
        lock (_lock)
            _running ??= Task.Run(RunAsync);
        if (!_messages.Writer.TryWrite(message))
            Lose(message, "too many wait");
    }

    /// <summary>Sends what is there, for a moment, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _messages.Writer.TryComplete();
        _stop.CancelAfter(TimeSpan.FromSeconds(2));
        Task running;
        lock (_lock)
            running = _running ??= Task.CompletedTask;
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach (var message in _messages.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
        {
            try
            {
                await connection.SendAsync(message, new(), _stop.Token).ConfigureAwait(false);
                    }
            catch (RedisException failure)
            {
                Lose(message, failure.Message);
            }
        }
    }

    private void Lose(RedisMessage message, string reason)
    {
        counts.Lost();
        logger.LogDebug("Lost a message on {Channel}: {Reason}", message.Channel, reason);
    }
}
