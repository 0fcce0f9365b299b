using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Ping;

/// <summary>One environment's <c>/ping</c>: checks the caller, tells the observers and says what came of it.</summary>
[Component("offtrac.ping.Ping")]
public sealed class PingModule : IRequestHandler, IPingService, IBackgroundService, IPermissionRequestor, IHealthContributor, ISchemaOwner, IDisposable
{
    /// <summary>A caller who does not want to wait is answered within a tenth of a second, whatever the observers do.</summary>
    private static readonly TimeSpan s_quick = TimeSpan.FromMilliseconds(80);

    private readonly IEnvironment _environment;
    private readonly IHost _host;
    private readonly TimeProvider _time;
    private readonly PingAccess _access;
    private readonly ObserverCalls _observers;
    private readonly PingNodes _nodes;

    public PingModule(
        IEnvironment environment,
        IDatabase database,
        IHost host,
        IExtensionPoint<IPingObserver> observers,
        IOptionsMonitor<PingOptions> options,
        TimeProvider time,
        ILogger<PingModule> logger)
    {
        (_environment, _host, _time) = (environment, host, time);
        _access = new PingAccess(options, time);
        _observers = new ObserverCalls(observers, time, logger);
        _nodes = new PingNodes(database, environment, host, time);
        Dispatcher = new PingDispatcher(environment.Name, _observers, _nodes, options, time, logger);
    }

    public IReadOnlyList<Route> Routes { get; } = [PingHttp.Route];

    public DatabaseSchema Schema => PingNodes.Schema;

    internal PingDispatcher Dispatcher { get; }

    internal ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken cancellation) => _observers.NextDueAsync(cancellation);

    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["PING"];

    public Task RunAsync(CancellationToken cancellation) => Dispatcher.RunAsync(cancellation);

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        if (PingHttp.AnswerMethod(request) is { } answer)
            return answer;
        var call = await PingHttp.ReadCallAsync(request, cancellation).ConfigureAwait(false);
        if (call.Token is null && request.IsAuthenticated && await request.MayAsync("PING", null, cancellation).ConfigureAwait(false))
        {
            if (call.IsPing && !await request.HasFormTokenAsync(cancellation).ConfigureAwait(false))
                throw new BadHttpRequestException("Missing or invalid form token. Do you have cookies enabled?");
            call = call with { User = request.User };
        }

        var result = await CallAsync(call, cancellation).ConfigureAwait(false);
        return PingHttp.Answer(request, call, _host.Instance, [new(_environment.Name, result)], _time.GetUtcNow());
    }

    async ValueTask<PingAnswer> IPingService.CallAsync(PingCall call, CancellationToken cancellation) =>
        await CallAsync(call, cancellation).ConfigureAwait(false);

    async ValueTask<PingAnswer> IPingService.PingNowAsync(PingCall call, CancellationToken cancellation)
    {
        var dispatch = await Dispatcher.DispatchNowAsync(call, cancellation).ConfigureAwait(false);
        return await FinishAsync(dispatch, cancellation).ConfigureAwait(false);
    }

    ValueTask<PingAnswer> IPingService.LookAsync(CancellationToken cancellation) => LookAsync(cancellation);

    public async ValueTask<HealthReport> CheckHealthAsync(CancellationToken cancellation)
    {
        var last = await _nodes.LastPingAsync(cancellation).ConfigureAwait(false);
        return Silence(last) is { } silence
            ? new HealthReport { State = HealthState.Degraded, Reason = silence }
            : new HealthReport();
    }

    public void Dispose() => Dispatcher.Dispose();

    private async ValueTask<PingAnswer> CallAsync(PingCall call, CancellationToken cancellation)
    {
        if (_access.Refuse(call) is { } refused)
            return refused;
        if (_host.Stopping.IsCancellationRequested)
            return new PingAnswer { Verdict = PingVerdict.Unavailable, Problem = "The host is stopping." };
        try
        {
            return call.IsPing ? await PingAsync(call, cancellation).ConfigureAwait(false) : await LookAsync(cancellation).ConfigureAwait(false);
        }
        catch (DatabaseUnavailableException exception)
        {
            return new PingAnswer { Verdict = PingVerdict.Unavailable, Problem = exception.Message };
        }
    }

    private async ValueTask<PingAnswer> PingAsync(PingCall call, CancellationToken cancellation)
    {
        if (!Dispatcher.TrySubmit(call, out var dispatch))
            return Pending(isMerged: true);
        try
        {
            var limit = call.Wait > s_quick ? call.Wait : s_quick;
            using var waiting = new CancellationTokenSource(limit, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellation);
            var result = await dispatch.WaitAsync(limit, _time, cancellation).ConfigureAwait(false);
            return call.Wait > TimeSpan.Zero ? await FinishAsync(result, either.Token).ConfigureAwait(false) : AnswerTo(result, hasEnded: false);
        }
        catch (TimeoutException)
        {
            return Pending(isMerged: false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The component is about to be replaced; its successor's heartbeat brings the time.
            return Pending(isMerged: true);
        }
    }

    private async ValueTask<PingAnswer> FinishAsync(DispatchResult dispatch, CancellationToken cancellation)
    {
        var (reports, ended) = await _observers.WaitAsync(dispatch.Reports, cancellation).ConfigureAwait(false);
        return AnswerTo(dispatch with { Reports = reports }, ended);
    }

    private async ValueTask<PingAnswer> LookAsync(CancellationToken cancellation)
    {
        var last = await _nodes.LastPingAsync(cancellation).ConfigureAwait(false);
        return new PingAnswer
        {
            Verdict = PingVerdict.Accepted,
            Report = await _observers.LookAsync(cancellation).ConfigureAwait(false),
            LastPing = last,
            Silence = Silence(last),
            HasEnded = true,
        };
    }

    private PingAnswer Pending(bool isMerged) => new()
    {
        Verdict = PingVerdict.Accepted,
        IsMerged = isMerged,
        Report = Dispatcher.LastReport with { Started = [], Failed = [] },
    };

    private static PingAnswer AnswerTo(DispatchResult dispatch, bool hasEnded) => new()
    {
        Verdict = PingVerdict.Accepted,
        Time = dispatch.Time,
        Report = ObserverReport.Merge(dispatch.Reports.Select(report => report.Report)),
        FailedObservers = dispatch.FailedObservers,
        HasEnded = hasEnded,
    };

    private string? Silence(DateTimeOffset? last)
    {
        var now = _time.GetUtcNow();
        var since = last ?? _host.Started;
        return now - since > Dispatcher.Intervals.StrangeAfter(now)
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no ping since {since:yyyy-MM-dd HH:mm:ss}Z")
            : null;
    }
}
