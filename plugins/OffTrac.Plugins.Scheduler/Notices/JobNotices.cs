using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Sdk;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Plugins.Scheduler.Notices;

/// <summary>
/// Tells people of jobs, one notice after the other and apart from the jobs themselves: a mail server that is away holds up nobody, and
/// is tried again. What was not told when the process ends is in its log.
/// </summary>
internal sealed class JobNotices(
    INotifications notifications, NoticeClaims claims, IOptionsMonitor<SchedulerOptions> options, TimeProvider time, ILogger logger) : IDisposable
{
    private const int Most = 1000;

    /// <summary>About a day.</summary>
    private const int Attempts = 300;

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Queue<JobNotice> _waiting = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _telling = Task.CompletedTask;
    private bool _isTelling;

    public void Add(JobNotice notice)
    {
        if (options.CurrentValue.Notify.Count == 0 || _stop.IsCancellationRequested)
            return;
        lock (_lock)
        {
            if (_waiting.Count == Most)
                logger.LogError("Nobody is told: {Headline}. Too much waits already.", notice.Headline);
            else
                _waiting.Enqueue(notice);
            if (_isTelling)
                return;
            _isTelling = true;
            using (ExecutionContext.SuppressFlow())
                _telling = Task.Run(TellAllAsync);
        }
    }

    /// <summary>Waits for what is to be told, no longer than the limit.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        await _telling.WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _telling.WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private async Task TellAllAsync()
    {
        while (Next() is { } notice)
            await TellAsync(notice).ConfigureAwait(false);
    }

    private JobNotice? Next()
    {
        lock (_lock)
        {
            _isTelling = _waiting.TryDequeue(out var notice);
            return notice;
        }
    }

    private async ValueTask TellAsync(JobNotice notice)
    {
        var (isTaken, pause) = (notice.Kind != JobNoticeKind.Overdue, TimeSpan.FromSeconds(1));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _stop.Token.ThrowIfCancellationRequested();
                if (!isTaken && !await claims.TakeAsync(notice.Job, TracTime.ToMicroseconds(notice.Time!.Value), _stop.Token).ConfigureAwait(false))
                    return;
                isTaken = true;
                await notifications.NotifyAsync(notice with { MayRepeat = attempt > 1 }, _stop.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception failure)
            {
                if (_stop.IsCancellationRequested || failure is UndeliverableException || attempt == Attempts)
                {
                    logger.LogError("Nobody is told: {Headline}. {Reason}", notice.Headline, _stop.IsCancellationRequested ? "The process ends." : failure.Message);
                    return;
                }

                if (attempt == 1)
                    logger.LogWarning("People can't be told yet: {Headline}. {Reason}", notice.Headline, failure.Message);
            }

            await Task.Delay(pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }
}
