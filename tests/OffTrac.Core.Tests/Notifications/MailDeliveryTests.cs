using OffTrac.Core.Tests.Deliveries;
using OffTrac.Core.Tests.Mail;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Notifications;

/// <summary>Mails as durable events: through a real socket, with servers that go away.</summary>
public sealed class MailDeliveryTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task AMailServerThatIsAway_GetsTheMailWhenItIsBack_Once()
    {
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        var deliveries = world.Durable();
        int port;
        await using (var server = new MailServer())
            port = server.Port;
        world.UseSmtp(port);
        await world.Stores.Tickets.ChangeAsync(new TicketUpdate { Id = 1, Author = "joe", Comment = "storm" }, null, default);
        await deliveries.DispatchUntilAsync(async () => await deliveries.ScalarAsync("SELECT COUNT(*) FROM offtrac_event_delivery WHERE error LIKE '%is away%'") == "1"
            || await deliveries.ScalarAsync("SELECT COUNT(*) FROM offtrac_event_delivery") == "1");

        await using var back = new MailServer(port);
        await deliveries.DispatchUntilAsync(async () => await deliveries.ScalarAsync("SELECT COUNT(*) FROM offtrac_event_delivery") == "0");
        var (to, message) = Assert.Single(back.Taken);
        Assert.Contains("joe@example.net", to);
        Assert.Contains("storm", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoIsToComeAgain_GetsItLater_AndTheOthersOnce()
    {
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        var deliveries = world.Durable();
        var isGrey = true;
        world.Sender.Answer = recipients =>
        {
            RefusedRecipient[] refused = isGrey && recipients.Contains("joe@example.net")
                ? [new RefusedRecipient { Address = "joe@example.net", Reason = "451 later", IsTemporary = true }]
                : [];
            isGrey = false;
            return refused;
        };
        await world.Stores.Tickets.ChangeAsync(
            new TicketUpdate { Id = 3, Author = "joe", Comment = "fog", Values = [new("cc", "a@x.org")] }, null, default);
        await deliveries.DispatchUntilAsync(async () => await deliveries.ScalarAsync("SELECT COUNT(*) FROM offtrac_event_delivery") == "0");
        Assert.Equal([["a@x.org", "joe@example.net"], ["joe@example.net"]], world.Sender.Mails.Select(mail => mail.To.Where(to => to is "a@x.org" or "joe@example.net")));
        Assert.Equal("0", await deliveries.ScalarAsync("SELECT COUNT(*) FROM offtrac_mail_sent"));
    }

    [Fact]
    public async Task WhoIsNotToBeTold_IsNotTold()
    {
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        var deliveries = world.Durable();
        await world.Stores.Tickets.ChangeAsync(new TicketUpdate { Id = 1, Author = "joe", Comment = "quiet", Notify = false }, null, default);
        Assert.Equal("0", await deliveries.ScalarAsync("SELECT COUNT(*) FROM sqlite_master WHERE name = 'offtrac_event_delivery'") is "0"
            ? "0"
            : await deliveries.ScalarAsync("SELECT COUNT(*) FROM offtrac_event_delivery"));

        await world.TellAsync(DeliveryWorld.Changed(1, "seen") with { Origin = ChangeOrigin.Elsewhere });
        world.Stores.Ini["notification", "smtp_enabled"] = "disabled";
        await world.TellAsync(DeliveryWorld.Changed(1, "off"));
        Assert.Empty(world.Sender.Mails);
    }

    [Fact]
    public async Task ASummaryOfSeveralLines_MakesNoHeaders()
    {
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        await world.Stores.Tickets.ChangeAsync(
            new TicketUpdate { Id = 1, Author = "joe", Values = [new("summary", "calm\r\nBcc: evil@x.org\n\nbody")] }, null, default);
        await world.NotifyAsync();
        var mail = Assert.Single(world.Sender.Mails);
        var head = mail.Message[..mail.Message.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.DoesNotContain("\r\nBcc:", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("evil@x.org", mail.To);
    }
}
