using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Notifications;

/// <summary>Sends mails through the program that <c>[notification] sendmail_path</c> names.</summary>
[Component("trac.notification.mail.SendmailEmailSender")]
public sealed class SendmailEmailSender(IEnvironment environment, ILogger<SendmailEmailSender> logger) : IEmailSender
{
    /// <summary>Exit codes of <c>sysexits.h</c> that say the message will never be taken: bad data, no such user or host.</summary>
    private static readonly int[] s_permanent = [65, 66, 67, 68];

    /// <summary>What the program left running may keep its outputs open.</summary>
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(1);

    private readonly NotificationOptions _options = new(environment);
    private int _isAway;

    /// <summary>Longest wait for the program to take the message, and then to end.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    public async ValueTask<IReadOnlyList<RefusedRecipient>> SendAsync(
        string sender, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(recipients);
        if (!IsPossible(sender))
            throw new UndeliverableException($"The sender '{sender.ReplaceLineEndings(" ")}' is no address that can be sent: check [notification] smtp_from.");
        var refused = recipients.Where(recipient => !IsPossible(recipient))
            .Select(recipient => new RefusedRecipient { Address = recipient, Reason = "is no address that can be given to sendmail" })
            .ToList();
        if (refused.Count == recipients.Count)
            return refused;
        using var process = Start(["-i", "-f", sender, .. recipients.Where(IsPossible)]);
        try
        {
            await RunAsync(process, NativeLines(message.Span), cancellation).ConfigureAwait(false);
            return refused;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(_options.SendmailPath, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        try
        {
            var process = Process.Start(start) ?? throw new Win32Exception("it did not start");
            if (Interlocked.Exchange(ref _isAway, 0) == 1)
                logger.LogInformation("[notification] sendmail_path = {Path} can be started again; mails that waited are sent.", _options.SendmailPath);
            return process;
        }
        catch (Win32Exception failure)
        {
            var away = new DeliveryPausedException($"[notification] sendmail_path = {_options.SendmailPath} can't be started: {failure.Message}", failure);
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
                logger.LogWarning("{Reason}; mails wait until it can be.", away.Message);
            throw away;
        }
    }

    /// <summary>Once the program has the whole message it may send it, so that its answer is awaited even for a caller who is gone.</summary>
    private async ValueTask RunAsync(Process process, byte[] message, CancellationToken cancellation)
    {
        var (output, errors) = (new LastWords(process.StandardOutput.BaseStream), new LastWords(process.StandardError.BaseStream));
        await WithinAsync(
            (process, message), static (state, token) => WriteAsync(state.process, state.message, token), "take the message", cancellation).ConfigureAwait(false);
        await WithinAsync(
            process, static async (process, token) => await process.WaitForExitAsync(token).ConfigureAwait(false), "end", CancellationToken.None).ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(output.Ended, errors.Ended), Task.Delay(s_lastWords, CancellationToken.None)).ConfigureAwait(false);
        Check(process.ExitCode, errors.ToString());
    }

    private async ValueTask WithinAsync<TState>(
        TState state, Func<TState, CancellationToken, ValueTask> act, string what, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await act(state, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TracException(FormattableString.Invariant($"{_options.SendmailPath} did not {what} within {Patience.TotalSeconds:0.#} s."), late);
        }
    }

    /// <summary>A program that ends before it has read all says why by its exit code.</summary>
    private static async ValueTask WriteAsync(Process process, byte[] message, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(message, cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Seen by what it says and its exit code.
        }
    }

    /// <summary>A program that ends well has taken the message, whatever it grumbles: to send it again would be worse.</summary>
    private void Check(int exitCode, string errors)
    {
        var line = FormattableString.Invariant($"{_options.SendmailPath} ended with {exitCode}{(errors.Length > 0 ? $": {errors}" : "")}");
        if (exitCode != 0)
            throw s_permanent.Contains(exitCode) ? new UndeliverableException(line) : new TracException(line);
        if (errors.Length > 0)
            logger.LogWarning("{Line}", line);
    }

    /// <summary>Nothing that the program would take for an option, or for the end of the address.</summary>
    private static bool IsPossible(string address) => address.Length > 0 && address[0] != '-' && !address.Any(char.IsControl);

    private static byte[] NativeLines(ReadOnlySpan<byte> message) => Environment.NewLine == "\r\n"
        ? message.ToArray()
        : Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(message).Replace("\r\n", "\n", StringComparison.Ordinal));
}
