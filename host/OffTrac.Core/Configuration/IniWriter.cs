using System.Diagnostics;
using System.Text;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>
/// Writes an option so that at every moment, whatever is killed or full, the file is either the old or the new one: into a file beside
/// it that is then renamed over it. That file is also the lock between processes.
/// </summary>
internal sealed class IniWriter(TimeProvider time) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan s_abandonedAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public async ValueTask SetAsync(string file, string section, string option, string? value, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await WriteAsync(file, section, option, value, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file}: [{section}] {option} can't be written: {exception.Message}", exception);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async ValueTask WriteAsync(string file, string section, string option, string? value, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var target = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        var beside = target + ".new";
        var stream = await LockAsync(beside, cancellation).ConfigureAwait(false);
        try
        {
            await using (stream.ConfigureAwait(false))
            {
                var old = File.Exists(target) ? await File.ReadAllBytesAsync(target, cancellation).ConfigureAwait(false) : [];
                var text = IniEditor.Set(IniParser.Parse(file, old), section, option, value);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            KeepAttributes(target, beside);
            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Whoever makes the file may write; one that a killed process left behind is taken over.</summary>
    private async ValueTask<FileStream> LockAsync(string beside, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return Create(beside);
            }
            catch (IOException) when (File.Exists(beside))
            {
                if (time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(beside) > s_abandonedAfter)
                    File.Delete(beside);
                await Task.Delay(s_pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(file, options);
    }

    private static void KeepAttributes(string target, string beside)
    {
        if (!File.Exists(target))
            return;
        if (!OperatingSystem.IsWindows())
        {
            if (Environment.IsPrivilegedProcess)
                KeepOwner(target, beside);
            File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
        }

        // Trac notices a change by the time stamp alone.
        var before = File.GetLastWriteTimeUtc(target);
        if (File.GetLastWriteTimeUtc(beside) == before)
            File.SetLastWriteTimeUtc(beside, before.AddMilliseconds(10));
    }

    /// <summary>An administrator's edit must not take the file away from the web server's user; .NET can't change owners itself.</summary>
    private static void KeepOwner(string target, string beside)
    {
        using var chown = Process.Start(new ProcessStartInfo("chown", ["--reference", target, beside]) { UseShellExecute = false, RedirectStandardError = true });
        chown?.WaitForExit();
    }
}
