using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Web;

[assembly: Plugin("fixture.writeload", Description = "Writes on request, and notes every change that it is told of.")]

namespace WriteLoad;

[OptionsSection("writeload")]
public sealed record WriteLoadOptions
{
    [Option("File that gets a line for each change.")]
    public string File { get; init; } = "";

    [Option("Comment after whose noting the process kills itself, when it is told of it for the first time.")]
    public string DiesAfter { get; init; } = "";
}

/// <summary>POST /fixture/tickets makes a ticket; POST /fixture/tickets/N changes its keywords and comments on it. Answers when committed.</summary>
[Component("fixture.writeload.Writer")]
public sealed class Writer(ITicketStore tickets) : IRequestHandler
{
    public IReadOnlyList<Route> Routes { get; } =
    [
        new Route { Pattern = "/fixture/tickets", Methods = ["POST"] },
        new Route { Pattern = "/fixture/tickets/{id:int}", Methods = ["POST"] },
    ];

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        using var reader = new StreamReader(request.HttpContext.Request.Body);
        var text = await reader.ReadToEndAsync(cancellation);
        if (!request.RouteValues.TryGetValue("id", out var id))
        {
            var ticket = await tickets.CreateAsync(
                new NewTicket { Values = [new("summary", text), new("reporter", "load"), new("status", "new")] }, null, cancellation);
            return Results.Text(ticket.Id.ToString());
        }

        var changed = await tickets.ChangeAsync(
            new TicketUpdate { Id = int.Parse(id), Values = [new("keywords", text)], Comment = text, Author = "load" }, null, cancellation);
        return Results.Text(changed!.CommentNumber.ToString());
    }
}

/// <summary>Notes what it is told, so that nothing noted is lost when the process is killed.</summary>
[Component("fixture.writeload.Notes", Delivery = Delivery.Durable)]
public sealed class Notes(IOptionsMonitor<WriteLoadOptions> options) : ITicketChangeListener
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation) =>
        NoteAsync($"{created.Ticket.Id} 0 {created.Number} {created.Ticket.Summary}", cancellation);

    public async ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation)
    {
        await NoteAsync($"{changed.Ticket.Id} {changed.CommentNumber} {changed.Number} {changed.Comment}", cancellation);
        if (changed.MayRepeat)
            await File.AppendAllTextAsync(options.CurrentValue.File + ".repeats", changed.Number + "\n", cancellation);
        else if (changed.Comment == options.CurrentValue.DiesAfter)
            Process.GetCurrentProcess().Kill();
    }

    private async ValueTask NoteAsync(string line, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            await File.AppendAllTextAsync(options.CurrentValue.File, line + "\n", cancellation);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
