using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OffTrac.Benchmarks.Rpc;

/// <summary>What Kestrel does when nothing stands between it and one statement: the yardsticks.</summary>
internal static class BareEndpoint
{
    public static async Task<(WebApplication App, Uri Address)> StartAsync(Func<DbConnection> connect)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/ticket/{id:int}", async (int id, HttpContext context) =>
        {
            await context.Request.BodyReader.CopyToAsync(Stream.Null);
            await using var connection = connect();
            await connection.OpenAsync();
            var ticket = await connection.QuerySingleAsync<(int Id, string Summary, string Status, string Description, long Time)>(
                "SELECT id, summary, status, description, changetime FROM ticket WHERE id = @id", new { id });
            return Results.Json(new { id = ticket.Id, summary = ticket.Summary, status = ticket.Status, description = ticket.Description, time = ticket.Time });
        });
        app.MapPost("/query", async (HttpContext context) =>
        {
            await context.Request.BodyReader.CopyToAsync(Stream.Null);
            await using var connection = connect();
            await connection.OpenAsync();
            return Results.Json(await connection.QueryAsync<int>(
                "SELECT id FROM ticket WHERE component = @component ORDER BY id LIMIT @limit", new { component = "legacy", limit = 100 }));
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return (app, new Uri(string.Create(CultureInfo.InvariantCulture, $"{address}/")));
    }
}
