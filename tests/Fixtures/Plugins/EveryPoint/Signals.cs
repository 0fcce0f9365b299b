using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Web;

namespace EveryPoint;

/// <summary>Tells the mast and the pilot of tickets about flags, in its own style and by its own mail, and looks at what is attached.</summary>
[Component("fixture.everypoint.Signals")]
public sealed class Signals(IOptionsMonitor<LogBookOptions> options, IAttachmentEditor attachments)
    : INotificationSubscriber, INotificationDistributor, INotificationFormatter, IEmailAddressResolver, IEmailDecorator, IEmailSender,
        IAttachmentManipulator, IRequestHandler
{
    private const string Style = "text/x-signal";

    public IReadOnlyList<string> Transports => ["flags"];

    public IReadOnlyList<Route> Routes { get; } = [new Route { Pattern = "/signals/{name}" }];

    public ValueTask<IReadOnlyList<NotificationSubscription>> MatchAsync(NotificationEvent notification, CancellationToken cancellation) => new(
        notification is TicketNotification { Category: "created" } made && made.Ticket.Summary.Contains("flag")
            ?
            [
                new NotificationSubscription { Subscriber = nameof(Signals), Transport = "flags", Address = "mast" },
                new NotificationSubscription { Subscriber = nameof(Signals), SessionId = "pilot", IsAuthenticated = true, Format = Style },
            ]
            : []);

    public ValueTask DistributeAsync(
        string transport, IReadOnlyList<NotificationRecipient> recipients, NotificationEvent notification, CancellationToken cancellation) =>
        NoteAsync($"{transport} {notification.Category} to {string.Join(' ', recipients.Select(recipient => recipient.Address))}", cancellation);

    public IReadOnlyList<NotificationStyle> GetStyles(string transport) => [new NotificationStyle(Style, "ticket")];

    public ValueTask<string?> FormatAsync(string transport, string format, NotificationEvent notification, CancellationToken cancellation) =>
        new("three short, one long");

    public ValueTask<string?> FindAddressAsync(string sessionId, bool isAuthenticated, CancellationToken cancellation) =>
        new(sessionId == "pilot" ? "pilot@harbour.example" : null);

    public ValueTask<EmailMessage> DecorateAsync(NotificationEvent notification, EmailMessage message, CancellationToken cancellation) =>
        new(message.With("X-Signal", "up"));

    public async ValueTask<IReadOnlyList<RefusedRecipient>> SendAsync(
        string sender, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetString(message.Span);
        var isDecorated = text.Contains("\r\nX-Signal: up\r\n") && text.Contains("three short, one long");
        if (isDecorated)
            await NoteAsync($"mail from {sender} to {string.Join(' ', recipients)}", cancellation);
        return [];
    }

    public ValueTask<IReadOnlyList<ValidationProblem>> ValidateAttachmentAsync(AttachmentDraft draft, CancellationToken cancellation) => new(
        draft.FileName.Contains("shark") ? [new ValidationProblem { Field = "filename", Message = "No sharks in this harbour." }] : []);

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        var wanted = new AttachmentRequest
        {
            Parent = Resource.Wiki("WikiStart"), FileName = request.RouteValues["name"]!, User = "joe", Steps = EditSteps.Manipulators,
        };
        var result = await attachments.AddAsync(wanted, new MemoryStream([1]), scope: null, cancellation);
        return Results.Text(result.Attachment?.FileName ?? result.Problems[0].Message);
    }

    private async ValueTask NoteAsync(string line, CancellationToken cancellation) =>
        await File.AppendAllTextAsync(options.CurrentValue.File + ".signals", line + "\n", cancellation);
}
