using System.Globalization;

namespace OffTrac.Plugins.Ping;

/// <summary>Calls at start + n × interval without drift; skips what it could not keep, and tries a silent host again with growing pauses.</summary>
internal sealed class HeartbeatLoop(HeartbeatClient client, HeartbeatSettings settings, TimeProvider time, TextWriter log)
{
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_remindAfter = TimeSpan.FromHours(1);

    private DateTimeOffset? _failingSince;
    private DateTimeOffset _lastReminder;

    /// <summary>Calls all addresses once, at the same time.</summary>
    public async ValueTask<IReadOnlyList<Beat>> BeatAsync() =>
        await Task.WhenAll(settings.Urls.Select(url => client.CallAsync(url).AsTask())).ConfigureAwait(false);

    /// <summary>Returns when the token is cancelled and the call in progress has ended.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var beat = 0L;
        var retry = TimeSpan.Zero;
        var pause = settings.Interval * (Random.Shared.NextDouble() * 0.1);
        while (await SleepAsync(pause, cancellation).ConfigureAwait(false))
        {
            var beats = await BeatAsync().ConfigureAwait(false);
            await ReportAsync(beats).ConfigureAwait(false);
            var elapsed = time.GetElapsedTime(start);
            beat = Math.Max(beat + 1, (long)(elapsed / settings.Interval) + 1);
            pause = (settings.Interval * beat) - elapsed;
            retry = beats.All(one => one.Answered) ? TimeSpan.Zero : Longer(retry);
            if (retry > TimeSpan.Zero && retry < pause)
                (pause, beat) = (retry, beat - 1);
        }
    }

    private static TimeSpan Longer(TimeSpan retry) =>
        retry == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : retry * 2 < s_longestRetry ? retry * 2 : s_longestRetry;

    private async ValueTask<bool> SleepAsync(TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>One line when it starts failing, one an hour while it does, one when it recovers.</summary>
    private async ValueTask ReportAsync(IReadOnlyList<Beat> beats)
    {
        var now = time.GetUtcNow();
        if (beats.FirstOrDefault(beat => !beat.Answered) is { } missed)
        {
            if (_failingSince is not null && now - _lastReminder < s_remindAfter)
                return;
            (_failingSince, _lastReminder) = (_failingSince ?? now, now);
            await log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{now:u} {missed.Url}: {missed.Text}")).ConfigureAwait(false);
        }
        else if (_failingSince is { } since)
        {
            _failingSince = null;
            await log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{now:u} all addresses answer again, after {now - since:g}")).ConfigureAwait(false);
        }
        else if (!settings.IsQuiet)
        {
            foreach (var beat in beats)
                await log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{now:u} {beat.Url}: {beat.Text}")).ConfigureAwait(false);
        }
    }
}
