using System.Text;
using OffTrac.Core.Mail;
using OffTrac.Sdk;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Mail;

namespace OffTrac.Core.Tests.Mail;

public sealed class SmtpClientTests
{
    private const string Text = "Subject: x\r\n\r\n.\r\n..two\r\nplain\r\n.end\r\n";

    [Fact]
    public async Task AMessage_ArrivesWhole_LinesOfDotsToo()
    {
        await using var server = new MailServer();
        Assert.Empty(await SendAsync(server, ["a@x.org", "b@x.org"], Text + "Grüße\r\n"));
        var (to, message) = Assert.Single(server.Taken);
        Assert.Equal(["a@x.org", "b@x.org"], to);
        Assert.Equal(Text + "Grüße\r\n", Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(message)));
        Assert.Contains(server.Commands, command => command == $"MAIL FROM:<trac@x.org> SIZE={Encoding.UTF8.GetByteCount(Text + "Grüße\r\n")} BODY=8BITMIME");
    }

    [Fact]
    public async Task RecipientsThatAreRefused_DontStopTheOthers()
    {
        await using var server = new MailServer
        {
            Answer = command => command.Contains("gone@", StringComparison.Ordinal) ? "550 5.1.1 nobody of that name"
                : command.Contains("grey@", StringComparison.Ordinal) ? "451 4.7.1 come again" : null,
        };
        var refused = await SendAsync(server, ["gone@x.org", "a@x.org", "grey@x.org", "b@x.org\r\nRCPT TO:<evil@x.org>"], Text);
        Assert.Equal(["a@x.org"], Assert.Single(server.Taken).To);
        Assert.Equal(
            [("gone@x.org", false), ("grey@x.org", true), ("b@x.org\r\nRCPT TO:<evil@x.org>", false)],
            refused.Select(recipient => (recipient.Address, recipient.IsTemporary)));
        Assert.Equal("550 5.1.1 nobody of that name", refused[0].Reason);
        Assert.DoesNotContain(server.Commands, command => command.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithTls_NothingButTheGreetingGoesUnencrypted()
    {
        await using var server = new MailServer { Extensions = ["STARTTLS", "AUTH LOGIN PLAIN"] };
        await SendAsync(server, ["a@x.org"], Text, settings => settings with { UseTls = true, User = "me", Password = "pä ss" });
        Assert.Equal(["EHLO", "STARTTLS"], server.Commands.Where(command => !command.StartsWith("secure ", StringComparison.Ordinal)).Select(command => command.Split(' ')[0]));
        Assert.Contains("secure AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0me\0pä ss")), server.Commands);
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task WithoutTheTlsThatIsAskedFor_NothingIsSent()
    {
        await using var server = new MailServer();
        var away = await Assert.ThrowsAsync<DeliveryPausedException>(
            () => SendAsync(server, ["a@x.org"], Text, settings => settings with { UseTls = true, User = "me", Password = "secret" }));
        Assert.Contains("STARTTLS", away.Message, StringComparison.Ordinal);
        Assert.Equal("EHLO", Assert.Single(server.Commands).Split(' ')[0]);
    }

    [Fact]
    public async Task AServerThatOnlyKnowsLogin_IsToldInSteps_AndARefusedPasswordIsNotShown()
    {
        await using var server = new MailServer { Extensions = ["AUTH=LOGIN"] };
        var steps = new Queue<string>(["334 UGFzc3dvcmQ6", "535 no c2VjcmV0"]);
        server.Answer = command => command.StartsWith("EHLO", StringComparison.Ordinal) || command.StartsWith("AUTH", StringComparison.Ordinal) || command == "CONNECT"
            ? null
            : steps.Dequeue();
        var away = await Assert.ThrowsAsync<DeliveryPausedException>(
            () => SendAsync(server, ["a@x.org"], Text, settings => settings with { User = "me", Password = "secret" }));
        Assert.EndsWith("it refuses [notification] smtp_user = me or its password: 535", away.Message, StringComparison.Ordinal);
        Assert.Equal([Convert.ToBase64String("me"u8), Convert.ToBase64String("secret"u8)], server.Commands.Skip(2));
    }

    [Theory]
    [InlineData("CONNECT", "554 no", typeof(DeliveryPausedException))]
    [InlineData("CONNECT", "SSH-2.0-OpenSSH", typeof(DeliveryPausedException))]
    [InlineData("CONNECT", "", typeof(DeliveryPausedException))]
    [InlineData("MAIL", "530 5.7.0 log in first", typeof(DeliveryPausedException))]
    [InlineData("MAIL", "421 going down", typeof(DeliveryPausedException))]
    [InlineData("MAIL", "553 no such sender", typeof(UndeliverableException))]
    [InlineData("MAIL", "452 disk full", typeof(TracException))]
    [InlineData("MAIL", "", typeof(DeliveryPausedException))]
    [InlineData("RCPT", "", typeof(DeliveryPausedException))]
    [InlineData("DATA", "451 later", typeof(TracException))]
    [InlineData("END", "552 too large", typeof(UndeliverableException))]
    [InlineData("END", "", typeof(DeliveryPausedException))]
    public async Task WhatAServerSays_DecidesWhetherItIsTriedAgain(string when, string answer, Type expected)
    {
        await using var server = new MailServer
        {
            Answer = command => command.StartsWith(when, StringComparison.Ordinal) ? answer : null,
        };
        var failure = await Assert.ThrowsAnyAsync<TracException>(() => SendAsync(server, ["a@x.org"], Text));
        Assert.Equal(expected, failure.GetType());
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task AServerThatSaysNothing_IsLeftAfterAWhile()
    {
        await using var server = new MailServer { Answer = static _ => "220-" };
        var away = await Assert.ThrowsAsync<DeliveryPausedException>(
            () => SendAsync(server, ["a@x.org"], Text, settings => settings with { Patience = TimeSpan.FromMilliseconds(200) }));
        Assert.Contains("did not answer", away.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoServer_IsAway()
    {
        int port;
        await using (var server = new MailServer())
            port = server.Port;
        await Assert.ThrowsAsync<DeliveryPausedException>(
            () => new SmtpClient(new SmtpSettings { Server = "127.0.0.1", Port = port }).SendAsync("a@x.org", ["b@x.org"], "x"u8.ToArray(), default).AsTask());
    }

    private static Task<IReadOnlyList<RefusedRecipient>> SendAsync(
        MailServer server, IReadOnlyList<string> to, string message, Func<SmtpSettings, SmtpSettings>? with = null)
    {
        var settings = new SmtpSettings { Server = "127.0.0.1", Port = server.Port };
        return new SmtpClient(with?.Invoke(settings) ?? settings).SendAsync("trac@x.org", to, Encoding.UTF8.GetBytes(message), default).AsTask();
    }
}
