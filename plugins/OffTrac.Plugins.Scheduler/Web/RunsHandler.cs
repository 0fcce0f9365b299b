using System.Globalization;
using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Scheduler.Commands;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Scheduler.Web;

/// <summary>The history over HTTP, as JSON or RSS. Declares the scheduler's permissions.</summary>
[Component("offtrac.scheduler.Runs")]
public sealed class RunsHandler(SchedulerModule scheduler, IEnvironment environment) : IRequestHandler, IPermissionRequestor
{
    private const string View = "SCHEDULER_VIEW";
    private const string Run = "SCHEDULER_RUN";
    private const string Administer = "SCHEDULER_ADMIN";
    private const int MostRuns = 10_000;

    public IReadOnlyList<Route> Routes { get; } = [new Route { Pattern = "/scheduler/runs" }];

    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
        [View, Run, new PermissionAction { Name = Administer, Includes = [View, Run] }];

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        await request.RequireAsync(View, null, cancellation).ConfigureAwait(false);
        var isRss = IsRss(request);
        // What a task logs or throws may hold a secret.
        var withOutput = !isRss && await request.MayAsync(Administer, null, cancellation).ConfigureAwait(false);
        var runs = await RunPages.OpenAsync(scheduler.Service, Query(request) with { WithOutput = withOutput }, cancellation).ConfigureAwait(false);
        return isRss ? new RssRuns(runs, environment.ProjectName, request.AbsoluteHref("scheduler", "runs")) : new JsonRuns(runs);
    }

    private static bool IsRss(WebRequest request) => Parameter(request, "format") switch
    {
        null or "json" => false,
        "rss" => true,
        var format => throw new BadHttpRequestException($"format is '{format}'; allowed are json and rss."),
    };

    private static RunQuery Query(WebRequest request)
    {
        try
        {
            return new RunQuery
            {
                Job = Parameter(request, "job"),
                State = Parameter(request, "state") is { } state ? Choice.Parse<RunState>("state", state) : null,
                After = Parameter(request, "after") is { } after ? InstantText.Parse("after", after, ScheduleZone.Utc) : null,
                Limit = Parameter(request, "limit") is { } limit ? Limit(limit) : 100,
            };
        }
        catch (TracException exception)
        {
            throw new BadHttpRequestException(exception.Message, exception);
        }
    }

    private static int Limit(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= MostRuns
            ? limit
            : throw new TracException(string.Create(CultureInfo.InvariantCulture, $"limit is '{text}'; allowed are whole numbers from 1 to {MostRuns}."));

    private static string? Parameter(WebRequest request, string name) =>
        request.HttpContext.Request.Query[name].LastOrDefault() is { Length: > 0 } value ? value : null;
}
