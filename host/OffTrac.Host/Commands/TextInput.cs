using System.Text;
using OffTrac.Sdk;

namespace OffTrac.Host.Commands;

/// <summary>Text that a command takes from a file or from standard input.</summary>
internal static class TextInput
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="context">The command.</param>
    /// <param name="file">The file as typed; standard input for null and <c>-</c>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async ValueTask<string> ReadAsync(CommandContext context, string? file, CancellationToken cancellation) =>
        file is null or "-"
            ? await context.Input.StandardInput.ReadToEndAsync(cancellation).ConfigureAwait(false)
            : await ReadFileAsync(context.Console.FullPath(file), cancellation).ConfigureAwait(false);

    /// <exception cref="TracException">It is not UTF-8.</exception>
    public static async ValueTask<string> ReadFileAsync(string path, CancellationToken cancellation)
    {
        var bytes = await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new TracException($"'{path}' is not UTF-8 text: byte {exception.Index} can't be read.", exception);
        }
    }
}
