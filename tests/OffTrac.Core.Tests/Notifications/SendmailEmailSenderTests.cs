using System.Diagnostics;
using System.Text;
using OffTrac.Core.Notifications;
using OffTrac.Core.Tests.Deliveries;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Mail;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Notifications;

/// <summary>Mails through a program of the system: a script that keeps what it is given, and does what a test wants.</summary>
public sealed class SendmailEmailSenderTests : IDisposable
{
    private const string Keep = """printf '%s\n' "$#" "$@" > "$0.arguments"; cat > "$0.message" """;

    private readonly TemporaryDirectory _directory = new();
    private readonly LogLines<SendmailEmailSender> _log = new();
    private SendmailEmailSender? _sender;

    private string Program => _directory.Combine("sendmail");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task TheProgram_IsCalledAsTracCallsIt_WithTheWholeMessageInNativeLines()
    {
        Write(Keep);
        var message = "Subject: x\r\n\r\n.\r\n..two\r\n" + string.Concat(Enumerable.Repeat("Grüße, 航海\r\n", 20_000)) + "lone \r and \n stay\r\nno end";
        Assert.Empty(await SendAsync(["a@x.org", "Jörg@ö.example", "b $(touch evil)@x.org"], message));
        Assert.Equal(
            ["6", "-i", "-f", "trac@x.org", "a@x.org", "Jörg@ö.example", "b $(touch evil)@x.org"], await File.ReadAllLinesAsync(Program + ".arguments"));
        Assert.Equal(message.Replace("\r\n", "\n", StringComparison.Ordinal), await File.ReadAllTextAsync(Program + ".message"));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task WhatLooksLikeAnOption_OrIsNoAddress_IsRefusedForGood_AndTheOthersGetIt()
    {
        Write(Keep);
        var refused = await SendAsync(["-oQ/tmp/evil", "a@x.org", "b@x.org\nBcc: c@x.org", "\0", ""], "x");
        Assert.Equal([("-oQ/tmp/evil", false), ("b@x.org\nBcc: c@x.org", false), ("\0", false), ("", false)], refused.Select(one => (one.Address, one.IsTemporary)));
        Assert.Equal(["4", "-i", "-f", "trac@x.org", "a@x.org"], await File.ReadAllLinesAsync(Program + ".arguments"));

        File.Delete(Program + ".arguments");
        Assert.Single(await SendAsync(["-bs"], "x"));
        await Assert.ThrowsAsync<UndeliverableException>(() => SendAsync(["a@x.org"], "x", "-OQueueDirectory=/tmp"));
        Assert.False(File.Exists(Program + ".arguments"));
    }

    [Theory]
    [InlineData(67, typeof(UndeliverableException))]
    [InlineData(65, typeof(UndeliverableException))]
    [InlineData(75, typeof(TracException))]
    [InlineData(1, typeof(TracException))]
    public async Task AProgramThatFails_IsQuotedInOneLine_AndItsExitCodeSaysWhetherItIsTriedAgain(int code, Type expected)
    {
        Write($"cat > /dev/null; echo chatter; printf 'no such\\nuser \\033[31m' >&2; exit {code}");
        var failure = await Assert.ThrowsAnyAsync<TracException>(() => SendAsync(["a@x.org"], "x"));
        Assert.Equal(expected, failure.GetType());
        Assert.Equal($"{Program} ended with {code}: no such user ?[31m", failure.Message);
    }

    [Fact]
    public async Task AProgramThatEndsWell_HasTakenTheMessage_WhateverItGrumbles()
    {
        Write(Keep + "; echo 'warning: disk nearly full' >&2");
        Assert.Empty(await SendAsync(["a@x.org"], "x"));
        Assert.Equal($"Warning: {Program} ended with 0: warning: disk nearly full", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task AProgramThatSaysMoreThanPipesHold_NeitherHangsNorFillsTheMemory()
    {
        Write("head -c 30000000 /dev/zero | tr '\\0' 'e' >&2; head -c 30000000 /dev/zero; cat > /dev/null; exit 75");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var failure = await Assert.ThrowsAsync<TracException>(() => SendAsync(["a@x.org"], new string('m', 1_000_000)));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 20_000_000);
        Assert.Equal($"{Program} ended with 75: {new string('e', 300)}…", failure.Message);
    }

    [Fact]
    public async Task AProgramThatEndsWithoutReading_IsJudgedByItsExitCode()
    {
        Write("echo 'queue is full' >&2; exit 75");
        var failure = await Assert.ThrowsAsync<TracException>(() => SendAsync(["a@x.org"], new string('m', 10_000_000)));
        Assert.Equal($"{Program} ended with 75: queue is full", failure.Message);
    }

    [Fact]
    public async Task AProgramThatIsMissing_OrMayNotRun_HoldsMailsBack_AndTheLogSaysItOnce()
    {
        for (var i = 0; i < 2; i++)
        {
            var missing = await Assert.ThrowsAsync<DeliveryPausedException>(() => SendAsync(["a@x.org"], "x"));
            Assert.StartsWith($"[notification] sendmail_path = {Program} can't be started: ", missing.Message, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(Program, "#!/bin/sh\n");
        await Assert.ThrowsAsync<DeliveryPausedException>(() => SendAsync(["a@x.org"], "x"));
        Assert.EndsWith("; mails wait until it can be.", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Write(Keep);
        Assert.Empty(await SendAsync(["a@x.org"], "x"));
        Assert.EndsWith("can be started again; mails that waited are sent.", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACallerWhoGoesWhileTheMessageIsGivenOver_EndsTheProgram_BeforeItHasAll()
    {
        Write("echo $$ > \"$0.pid\"; exec sleep 600");
        using var gone = new CancellationTokenSource();
        var sending = SendAsync(["a@x.org"], new string('m', 10_000_000), cancellation: gone.Token);
        var pid = await PidAsync();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await DeliveryWorld.UntilAsync(() => !IsRunning(pid));
    }

    [Fact]
    public async Task ACallerWhoGoesOnceTheProgramHasAll_StillLearnsThatItWasTaken()
    {
        Write("cat > \"$0.message\"; echo $$ > \"$0.pid\"; while [ ! -e \"$0.go\" ]; do sleep 0.05; done");
        using var gone = new CancellationTokenSource();
        var sending = SendAsync(["a@x.org"], "whole", cancellation: gone.Token);
        await PidAsync();
        await gone.CancelAsync();
        await File.WriteAllTextAsync(Program + ".go", "");
        Assert.Empty(await sending);
        Assert.Equal("whole", await File.ReadAllTextAsync(Program + ".message"));
    }

    [Theory]
    [InlineData("cat > /dev/null; ", "end")]
    [InlineData("", "take the message")]
    public async Task AProgramThatHangs_IsEndedAfterAWhile(string first, string what)
    {
        Write($"{first}echo $$ > \"$0.pid\"; exec sleep 600");
        var failure = await Assert.ThrowsAsync<TracException>(
            () => SendAsync(["a@x.org"], new string('m', 10_000_000), patience: TimeSpan.FromSeconds(1)));
        Assert.Equal($"{Program} did not {what} within 1 s.", failure.Message);
        var pid = await PidAsync();
        await DeliveryWorld.UntilAsync(() => !IsRunning(pid));
    }

    [Fact]
    public async Task AProgramThatLeavesAnotherRunning_IsNotWaitedForLonger()
    {
        Write(Keep + "; sleep 600 & echo $! > \"$0.pid\"");
        Assert.Empty(await SendAsync(["a@x.org"], "x"));
        using var left = Process.GetProcessById(await PidAsync());
        left.Kill();
    }

    /// <summary>Another process writes the file: one that a fork of this one still holds open could not be run.</summary>
    private void Write(string script)
    {
        File.WriteAllText(Program + ".text", $"#!/bin/sh\n{script}\n");
        using var install = Process.Start("install", ["-m", "755", Program + ".text", Program]);
        install.WaitForExit();
        Assert.Equal(0, install.ExitCode);
    }

    private SendmailEmailSender Sender(TimeSpan? patience) => _sender ??= new SendmailEmailSender(
        new TestEnvironment(_directory.Path, new IniText($"[notification]\nsendmail_path = {Program}\n"), 45), _log)
    {
        Patience = patience ?? TimeSpan.FromSeconds(60),
    };

    private Task<IReadOnlyList<RefusedRecipient>> SendAsync(
        IReadOnlyList<string> to, string message, string from = "trac@x.org", TimeSpan? patience = null, CancellationToken cancellation = default) =>
        Task.Run(() => Sender(patience).SendAsync(from, to, Encoding.UTF8.GetBytes(message), cancellation).AsTask(), CancellationToken.None);

    private async Task<int> PidAsync()
    {
        var text = "";
        await DeliveryWorld.UntilAsync(() => File.Exists(Program + ".pid") && (text = File.ReadAllText(Program + ".pid")).EndsWith('\n'));
        return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
