using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Notifications;
using OffTrac.Core.Tests.Deliveries;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Tickets;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Notifications;

/// <summary>Mails of tickets through a real mail server: what it takes, what it refuses, and how it goes and comes back.</summary>
public sealed partial class RealMailServerTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();

    public void Dispose() => _engine.Dispose();

    [SkippableTheory]
    [InlineData("none")]
    [InlineData("qp")]
    [InlineData("base64")]
    public async Task ATicketsMail_ArrivesAsItWasWritten_EightBitAndLongLinesToo(string encoding)
    {
        await using var server = await StartAsync(new EximOptions { DataRules = ["  deny condition = ${if >{$max_received_linelength}{998}}"] });
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        world.Stores.Ini["notification", "mime_encoding"] = encoding;
        world.Stores.Ini["notification", "smtp_always_cc"] = "harbour@x.org";
        await world.Stores.Tickets.ChangeAsync(
            new TicketUpdate
            {
                Id = 3, Author = "joe", Comment = $".\n..\nGrüße von 航海 {new string('ü', 1500)}\nFrom here\n", Values = [new("summary", "Ärger im Häfen")],
            },
            null,
            default);
        var change = Assert.Single(world.Stores.Recorder.Committed);
        await world.TellAsync(change);
        var written = Assert.Single(world.Sender.Mails);
        world.UseSmtp(server.Port);
        await world.TellAsync(change);

        var mail = await OnlyMailAsync(server);
        Assert.Equal(written.From, mail.Sender);
        Assert.Equal(written.To, mail.Recipients);
        Assert.Contains("harbour@x.org", mail.Recipients);
        Assert.Equal(
            Boundary().Replace(written.Message, "==").ReplaceLineEndings("\n"), Boundary().Replace(Encoding.UTF8.GetString(mail.Message), "=="));
    }

    [SkippableTheory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task WhereLoginAndEncryptionAreWanted_BothAreDone_AndAWrongPasswordHoldsMailsBack(string way)
    {
        await using var server = await StartAsync(new EximOptions
        {
            Ways = [way], OffersTls = true, RecipientRules = ["  require encrypted = *", "  require authenticated = *"],
        });
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        var deliveries = world.Durable();
        var log = world.UseSmtp(server.Port);
        world.Stores.Ini["notification", "use_tls"] = "enabled";
        world.Stores.Ini["notification", "smtp_user"] = "harbour";
        world.Stores.Ini["notification", "smtp_password"] = "wrong";
        await ChangeAsync(world, 1, "let in");
        await deliveries.DispatchUntilAsync(() => !log.Lines.IsEmpty);
        Assert.EndsWith("it refuses [notification] smtp_user = harbour or its password: 535; mails wait until it is back.", log.Lines.First(), StringComparison.Ordinal);
        Assert.Empty(server.Mails());

        world.Stores.Ini["notification", "smtp_password"] = "pä ss";
        await DeliverAllAsync(deliveries);
        Assert.Contains("let in", Text(await OnlyMailAsync(server)), StringComparison.Ordinal);
        Assert.EndsWith("is back; mails that waited are sent.", log.Lines.Last(), StringComparison.Ordinal);
        Assert.Contains("X=TLS", await server.LogAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task AServerThatWantsALogin_HoldsMailsBack_WhichIsNoFaultOfTheRecipients()
    {
        await using var server = await StartAsync(new EximOptions
        {
            Ways = ["PLAIN"], RecipientRules = ["  accept authenticated = *", "  deny message = 530 5.7.0 Authentication required"],
        });
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        var deliveries = world.Durable();
        var log = world.UseSmtp(server.Port);
        await ChangeAsync(world, 1, "who goes there");
        await deliveries.DispatchUntilAsync(() => !log.Lines.IsEmpty);
        Assert.Contains("530 5.7.0 Authentication required", log.Lines.First(), StringComparison.Ordinal);
        world.Stores.Ini["notification", "smtp_user"] = "harbour";
        world.Stores.Ini["notification", "smtp_password"] = "pä ss";
        await DeliverAllAsync(deliveries);
        Assert.Contains("who goes there", Text(await OnlyMailAsync(server)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task OfSeveralRecipients_TheGoneOneIsLeftOut_TheLateOneGetsItLater_AndNobodyTwice()
    {
        await using var server = await StartAsync(new EximOptions
        {
            RecipientRules =
            [
                "  deny local_parts = gone\n    message = 5.1.1 nobody of that name",
                "  defer local_parts = grey\n    condition = ${if exists{${sg{$spool_directory}{spool\\$}{}}open}{no}{yes}}\n    message = 4.7.1 come again",
            ],
        });
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        var deliveries = world.Durable();
        world.UseSmtp(server.Port);
        await ChangeAsync(world, 3, "fog", "gone@x.org, grey@x.org, quick@x.org");
        await deliveries.DispatchUntilAsync(async () => await deliveries.ScalarAsync(
            "SELECT COUNT(*) FROM offtrac_event_delivery WHERE error LIKE '%grey@x.org%come again%'") == "1");
        Assert.Contains("quick@x.org", (await OnlyMailAsync(server)).Recipients);
        Assert.Contains(world.Log.Lines, line => line.StartsWith("Warning: gone@x.org gets no mail about ticket 3: 550", StringComparison.Ordinal));

        await File.WriteAllTextAsync(Path.Combine(server.Directory, "open"), "");
        await DeliverAllAsync(deliveries);
        await DeliveryWorld.UntilAsync(() => server.Mails().Count >= 2);
        var got = server.Mails().SelectMany(mail => mail.Recipients).ToList();
        Assert.Contains("grey@x.org", got);
        Assert.Equal(got.Distinct(), got);
        Assert.DoesNotContain("gone@x.org", got);
        Assert.Equal("0", await deliveries.ScalarAsync("SELECT COUNT(*) FROM offtrac_mail_sent"));
    }

    [SkippableFact]
    public async Task AServerThatTakesFewRecipientsAtOnce_GetsAllOfThemInSeveralGoes()
    {
        await using var server = await StartAsync(new EximOptions { Main = ["recipients_max = 2"] });
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        var deliveries = world.Durable();
        world.UseSmtp(server.Port);
        var people = Enumerable.Range(1, 5).Select(number => $"mate{number}@x.org").ToList();
        await ChangeAsync(world, 3, "all hands", string.Join(", ", people));
        await DeliverAllAsync(deliveries);
        await DeliveryWorld.UntilAsync(() => people.TrueForAll(person => server.Mails().Any(mail => mail.Recipients.Contains(person))));
        var got = server.Mails().SelectMany(mail => mail.Recipients).ToList();
        Assert.Equal(got.Distinct(), got);
        Assert.All(server.Mails(), mail => Assert.InRange(mail.Recipients.Count, 1, 2));
    }

    [SkippableFact]
    public async Task AServerThatDiesInTheMiddle_GetsEachMailOnce_InOrder_WhenItIsBack()
    {
        await using var server = await StartAsync(new EximOptions
        {
            DataRules = ["  accept condition = ${if exists{${sg{$spool_directory}{spool\\$}{}}open}}", "  accept delay = 600s"],
        });
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        var deliveries = world.Durable();
        var log = world.UseSmtp(server.Port);
        foreach (var comment in (string[])["first", "second", "third"])
            await ChangeAsync(world, 1, comment);
        using var stop = new CancellationTokenSource();
        var running = deliveries.Dispatcher().RunAsync(stop.Token);
        var input = new DirectoryInfo(Path.Combine(server.Directory, "spool", "input"));
        await DeliveryWorld.UntilAsync(() => Directory.Exists(input.FullName) && input.EnumerateFiles().Any());
        await server.KillAsync();
        await DeliveryWorld.UntilAsync(() => !log.Lines.IsEmpty);
        Assert.Empty(server.Mails());

        await File.WriteAllTextAsync(Path.Combine(server.Directory, "open"), "");
        await server.StartAsync();
        await DeliveryWorld.UntilAsync(async () => await WaitingAsync(deliveries) == "0");
        await stop.CancelAsync();
        await running;
        await DeliveryWorld.UntilAsync(() => server.Mails().Count >= 3);
        Assert.Equal(["first", "second", "third"], server.Mails().Select(mail => Comment().Match(Text(mail)).Groups[1].Value).Order());
    }

    [SkippableFact]
    public async Task AServerThatTakesLongerThanADeliveryMay_GetsTheMailOnce()
    {
        await using var server = await StartAsync(new EximOptions { DataRules = ["  accept delay = 3s"] });
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        var deliveries = world.Durable(new DeliverySettings
        {
            TimeLimit = TimeSpan.FromMilliseconds(500), Poll = TimeSpan.FromMilliseconds(50), FirstPause = TimeSpan.FromMilliseconds(50),
        });
        world.UseSmtp(server.Port);
        await ChangeAsync(world, 1, "slow");
        using var stop = new CancellationTokenSource();
        var running = deliveries.Dispatcher().RunAsync(stop.Token);
        await DeliveryWorld.UntilAsync(async () => await deliveries.ScalarAsync(
            "SELECT COUNT(*) FROM offtrac_event_delivery WHERE error LIKE '%did not return%'") == "1");
        await DeliveryWorld.UntilAsync(async () => await WaitingAsync(deliveries) == "0");
        await stop.CancelAsync();
        await running;
        Assert.Contains("slow", Text(await OnlyMailAsync(server)), StringComparison.Ordinal);
        Assert.Equal("0", await deliveries.ScalarAsync("SELECT COUNT(*) FROM offtrac_mail_sent"));
    }

    [SkippableFact]
    public async Task AMailThatIsTooLarge_IsGivenUp_AndTheNextOneGoes()
    {
        await using var server = await StartAsync(new EximOptions { Main = ["message_size_limit = 20K"] });
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        var deliveries = world.Durable();
        world.UseSmtp(server.Port);
        await ChangeAsync(world, 1, string.Concat(Enumerable.Repeat("large ", 5000)));
        await ChangeAsync(world, 1, "small");
        await DeliverAllAsync(deliveries);
        Assert.Contains("small", Text(await OnlyMailAsync(server)), StringComparison.Ordinal);
        Assert.Contains(deliveries.Logged.Lines, line => line.Contains("refuses the sender: 552", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task AnAddressOutsideAscii_IsRefusedClearly_AndTheOthersGetTheMail()
    {
        await using var server = await StartAsync();
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        world.UseSmtp(server.Port);
        world.Stores.Points.Add("test.Decorator", new Adding("jörg@ö.example"));
        await ChangeAsync(world, 1, "far away");
        await world.NotifyAsync();
        Assert.DoesNotContain("jörg@ö.example", (await OnlyMailAsync(server)).Recipients);
        Assert.Equal(
            "Warning: jörg@ö.example gets no mail about ticket 1: 553 is no address that can be sent", Assert.Single(world.Log.Lines));
    }

    [SkippableFact]
    public async Task TheSendmailOfARealServer_TakesTheSameMail()
    {
        await using var server = await StartAsync();
        await using var world = await NotificationWorld.GoldenAsync(_engine);
        await ChangeAsync(world, 1, ".\nthrough the back door");
        var change = Assert.Single(world.Stores.Recorder.Committed);
        await world.TellAsync(change);
        var written = Assert.Single(world.Sender.Mails);
        world.Stores.Points.Add(
            "trac.notification.mail.SendmailEmailSender",
            new SendmailEmailSender(world.Stores.Environment, NullLogger<SendmailEmailSender>.Instance));
        world.Stores.Ini["notification", "email_sender"] = nameof(SendmailEmailSender);
        world.Stores.Ini["notification", "sendmail_path"] = server.WriteSendmail();
        await world.TellAsync(change);
        var mail = await OnlyMailAsync(server);
        Assert.Equal((written.From, string.Join(',', written.To)), (mail.Sender, string.Join(',', mail.Recipients)));
        Assert.Equal(Boundary().Replace(written.Message, "==").ReplaceLineEndings("\n"), Boundary().Replace(Text(mail), "=="));
    }

    private static Task<EximServer> StartAsync(EximOptions? options = null)
    {
        Skip.IfNot(EximServer.IsInstalled, EximServer.NotInstalled);
        return EximServer.StartNewAsync(options);
    }

    private static async Task ChangeAsync(NotificationWorld world, int id, string comment, string? cc = null) => await world.Stores.Tickets.ChangeAsync(
        new TicketUpdate { Id = id, Author = "joe", Comment = comment, Values = cc is null ? [] : [new("cc", cc)] }, null, default);

    private static Task DeliverAllAsync(DeliveryWorld deliveries) => deliveries.DispatchUntilAsync(async () => await WaitingAsync(deliveries) == "0");

    private static Task<string> WaitingAsync(DeliveryWorld deliveries) => deliveries.ScalarAsync("SELECT COUNT(*) FROM offtrac_event_delivery");

    /// <summary>The server delivers just after it has taken a mail.</summary>
    private static async Task<DeliveredMail> OnlyMailAsync(EximServer server)
    {
        await DeliveryWorld.UntilAsync(() => server.Mails().Count > 0);
        return Assert.Single(server.Mails());
    }

    private static string Text(DeliveredMail mail) => Encoding.UTF8.GetString(mail.Message);

    [GeneratedRegex("={15}[0-9]+==")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\n (first|second|third)\n")]
    private static partial Regex Comment();

    private sealed class Adding(string address) : IEmailDecorator
    {
        public ValueTask<EmailMessage> DecorateAsync(NotificationEvent notification, EmailMessage message, CancellationToken cancellation) =>
            new(message.With("Bcc", [.. message.Find("Bcc")?.Addresses ?? [], new EmailAddress(Name: null, address)]));
    }
}
