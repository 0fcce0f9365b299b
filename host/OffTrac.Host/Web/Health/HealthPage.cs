using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Web.Health;

/// <summary><c>/health</c>: how the host and its environments are. 200 while everything works, 503 when something does not.</summary>
internal sealed class HealthPage(Sites sites, SiteServices services)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    public async Task AnswerAsync(HttpContext context)
    {
        var health = await LookAsync(context.RequestAborted).ConfigureAwait(false);
        var response = context.Response;
        response.StatusCode = string.Equals(health.Status, Word(HealthState.Unhealthy), StringComparison.Ordinal)
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK;
        response.Headers.CacheControl = "no-store";
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "5";
        if (Accept.Preferred(context.Request) == AnswerKind.Json)
        {
            response.ContentType = "application/json";
            await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(health, HealthContext.Default.HealthAnswer), context.RequestAborted).ConfigureAwait(false);
            return;
        }
        response.ContentType = "text/plain; charset=utf-8";
        await response.WriteAsync(TextOf(health), context.RequestAborted).ConfigureAwait(false);
    }

    private async ValueTask<HealthAnswer> LookAsync(CancellationToken cancellation)
    {
        var host = await LookAtAsync(sites.Root, cancellation).ConfigureAwait(false);
        var looks = await Task.WhenAll(sites.Environments.Select(async site => (site.Name, Parts: await LookAtAsync(site, cancellation).ConfigureAwait(false)))).ConfigureAwait(false);
        var environments = new OrderedDictionary<string, HealthSite>(StringComparer.Ordinal);
        foreach (var (name, parts) in looks)
            environments[name] = SiteOf(parts);
        var stopping = services.Identity.Stopping.IsCancellationRequested;
        return new HealthAnswer
        {
            Status = stopping ? Word(HealthState.Unhealthy) : Word(Worst(host.Concat(looks.SelectMany(look => look.Parts)))),
            Reason = stopping ? "The host is stopping." : null,
            Instance = services.Identity.Instance,
            Version = services.Identity.Version,
            Components = SiteOf(host).Components,
            Environments = environments,
        };
    }

    private static async ValueTask<List<(string Component, HealthReport Report)>> LookAtAsync(Site site, CancellationToken cancellation)
    {
        var parts = new List<(string, HealthReport)>();
        if (site.Served is { Problem: { } problem })
            return [("environment", new HealthReport { State = HealthState.Unhealthy, Reason = problem })];
        if (site.Served is { } served)
            parts.Add(("database", await LookAtDatabaseAsync(served, cancellation).ConfigureAwait(false)));
        var contributors = site.Points.Get<IHealthContributor>();
        foreach (var component in contributors.Components)
        {
            HealthReport? report;
            try
            {
                report = await contributors.AskOneAsync(component, 0, static (contributor, _, c) => contributor.CheckHealthAsync(c), cancellation).ConfigureAwait(false);
            }
            catch (TracException e)
            {
                report = new HealthReport { State = HealthState.Degraded, Reason = e.Message };
            }
            if (report is not null)
                parts.Add((component, report));
        }
        return parts;
    }

    private static async ValueTask<HealthReport> LookAtDatabaseAsync(IServedEnvironment served, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_limit);
        try
        {
            await served.Database.ReadAsync(0, static async (session, _, c) =>
            {
                var command = session.Connection.CreateCommand();
                await using (command.ConfigureAwait(false))
                {
                    command.Transaction = session.Transaction;
                    command.CommandText = "SELECT value FROM system WHERE name = 'database_version'";
                    return await command.ExecuteScalarAsync(c).ConfigureAwait(false);
                }
            }, limit.Token).ConfigureAwait(false);
            return new HealthReport();
        }
        catch (TracException e)
        {
            return new HealthReport { State = HealthState.Unhealthy, Reason = e.Message };
        }
        catch (System.Data.Common.DbException e)
        {
            return new HealthReport { State = HealthState.Unhealthy, Reason = $"The database fails: {e.Message}" };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new HealthReport { State = HealthState.Unhealthy, Reason = "The database does not answer within 5 seconds." };
        }
    }

    private static HealthSite SiteOf(IReadOnlyList<(string Component, HealthReport Report)> parts) => new()
    {
        Status = Word(Worst(parts)),
        Components = [.. parts.Select(part => new HealthPart { Name = part.Component, Status = Word(part.Report.State), Reason = part.Report.Reason })],
    };

    private static HealthState Worst(IEnumerable<(string Component, HealthReport Report)> parts) =>
        parts.Select(part => part.Report.State).DefaultIfEmpty(HealthState.Healthy).Max();

    private static string TextOf(HealthAnswer health)
    {
        var text = new StringBuilder(health.Status).Append('\n');
        if (health.Reason is not null)
            text.Append(health.Reason).Append('\n');
        Append(text, "host", health.Components);
        foreach (var (name, site) in health.Environments)
            Append(text, name, site.Components);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string site, IReadOnlyList<HealthPart> parts)
    {
        foreach (var part in parts)
            text.Append(site).Append(' ').Append(part.Name).Append(": ").Append(part.Status).Append(part.Reason is null ? "" : $" ({part.Reason.ReplaceLineEndings(" ")})").Append('\n');
    }

    private static string Word(HealthState state) => state switch
    {
        HealthState.Healthy => "healthy",
        HealthState.Degraded => "degraded",
        _ => "unhealthy",
    };
}
