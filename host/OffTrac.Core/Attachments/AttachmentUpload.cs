using System.Buffers;
using OffTrac.Sdk;

namespace OffTrac.Core.Attachments;

/// <summary>
/// Content that has come in, whole and on the disk, under a name that nothing refers to. It lies in the folder where it is to get
/// its name, so that naming it costs no copy, and goes when it is disposed, also when it was named meanwhile.
/// </summary>
internal sealed class AttachmentUpload : IDisposable
{
    private const string Prefix = ".upload-";
    private const int BufferSize = 128 * 1024;

    // Longer than any upload takes: what is older was left by a process that was killed.
    private static readonly TimeSpan s_leftover = TimeSpan.FromDays(1);

    private readonly AttachmentFiles _files;
    private readonly string _folder;

    private AttachmentUpload(AttachmentFiles files, string folder)
    {
        _files = files;
        _folder = folder;
        Path = NewPath(folder);
    }

    public string Path { get; }

    public long Size { get; private set; }

    /// <summary>A path in a folder for a file that is not to stay.</summary>
    public static string NewPath(string folder) => System.IO.Path.Combine(folder, Prefix + Guid.NewGuid().ToString("N"));

    /// <summary>Takes content in to its end.</summary>
    /// <exception cref="TracException">It is larger than allowed, or can't be written.</exception>
    public static async ValueTask<AttachmentUpload> TakeAsync(
        AttachmentFiles files, string folder, string fileName, Stream content, long? maxSize, DateTimeOffset now, CancellationToken cancellation)
    {
        var upload = new AttachmentUpload(files, folder);
        try
        {
            RemoveLeftovers(folder, now);
            await upload.WriteAsync(fileName, content, maxSize, cancellation).ConfigureAwait(false);
            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _files.Remove(Path);
        _files.RemoveIfEmpty(_folder);
    }

    private static void RemoveLeftovers(string folder, DateTimeOffset now)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, Prefix + "*"))
        {
            if (now.UtcDateTime - File.GetLastWriteTimeUtc(path) > s_leftover)
                File.Delete(path);
        }
    }

    private async ValueTask WriteAsync(string fileName, Stream content, long? maxSize, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var file = Guarded(fileName, this, static upload => AttachmentFiles.CreateIn(upload._folder, upload.Path));
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
            {
                Size += read;
                if (Size > maxSize)
                    throw new TracException($"'{fileName}' is too large: {FormattableString.Invariant($"{maxSize} bytes")} are allowed.");
                await WriteAsync(fileName, file, buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            }

            // A row that is committed must not have less of a file than it says, also when the power fails.
            Guarded(fileName, file, static file =>
            {
                file.Flush(flushToDisk: true);
                return 0;
            });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await file.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async ValueTask WriteAsync(string fileName, FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await file.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw AttachmentFiles.Failed("stored", fileName, failure);
        }
    }

    private static TResult Guarded<TState, TResult>(string fileName, TState state, Func<TState, TResult> write)
    {
        try
        {
            return write(state);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw AttachmentFiles.Failed("stored", fileName, failure);
        }
    }
}
