using System.Diagnostics;
using System.Text;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>
/// Writes an option so that at every moment, whatever is killed or full, the file is either the old or the new one: into a file beside
/// it that is then renamed over it. Writers of all processes take turns by a lock that the system frees when its holder dies.
/// </summary>
internal sealed class IniWriter(TimeProvider time) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public async ValueTask SetAsync(string file, string section, string option, string? value, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var target = new FileInfo(file).LinkTarget is null ? file : File.ResolveLinkTarget(file, returnFinalTarget: true)!.FullName;
            var held = await LockAsync(Beside(target, "lock"), cancellation).ConfigureAwait(false);
            await using (held.ConfigureAwait(false))
            {
                while (!TrySet(target, section, option, value))
                    await Task.Delay(s_pause, time, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last is .NET's word for a file that may not grow any more.
            throw new ConfigurationException($"{file}: [{section}] {option} can't be written: {exception.Message}", exception);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>False when somebody who knows no lock, such as a Trac or an editor, wrote meanwhile.</summary>
    private static bool TrySet(string file, string section, string option, string? value)
    {
        var stamp = FileStamp.Of(file);
        var old = stamp.Exists ? File.ReadAllBytes(file) : [];
        var bytes = Encoding.UTF8.GetBytes(IniEditor.Set(IniParser.Parse(file, old), section, option, value));
        if (bytes.AsSpan().SequenceEqual(old))
            return true;

        // Under the lock nobody else uses the name; what a killed process left there is begun anew.
        var beside = Beside(file, "new");
        try
        {
            Write(beside, bytes);
            KeepAttributes(stamp, beside);
            if (!stamp.IsCurrent)
                return false;
            File.Move(beside, file, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static string Beside(string file, string ending) => Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}.{ending}");

    private static void Write(string file, byte[] bytes)
    {
        File.Delete(file);
        using var stream = new FileStream(file, Options(FileMode.CreateNew));
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>The lock's file stays: deleted, it would let two writers hold two files of one name.</summary>
    private async ValueTask<FileStream> LockAsync(string file, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(file, Options(FileMode.OpenOrCreate));
            }
            catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(file))
            {
                await Task.Delay(s_pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private static void KeepAttributes(FileStamp old, string beside)
    {
        if (!old.Exists)
            return;
        if (!OperatingSystem.IsWindows())
        {
            if (Environment.IsPrivilegedProcess)
                KeepOwner(old.File, beside);
            File.SetUnixFileMode(beside, File.GetUnixFileMode(old.File));
        }

        // Trac notices a change by the time stamp alone.
        if (FileStamp.Of(beside).Modified == old.Modified)
            File.SetLastWriteTimeUtc(beside, new DateTime(old.Modified, DateTimeKind.Utc).AddMilliseconds(10));
    }

    /// <summary>An administrator's edit must not take the file away from the web server's user; .NET can't change owners itself.</summary>
    private static void KeepOwner(string target, string beside)
    {
        using var chown = Process.Start(new ProcessStartInfo("chown", ["--reference", target, beside]) { UseShellExecute = false, RedirectStandardError = true });
        chown?.WaitForExit();
    }
}
