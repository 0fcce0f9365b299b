using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Wire;

/// <summary>Takes decoded bytes while a body is being read: small ones stay in memory, others go to a temporary file.</summary>
internal sealed class BinarySpool : IDisposable
{
    private const int MemoryLimit = 64 * 1024;

    private Stream _stream = new MemoryStream();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_stream is MemoryStream memory && memory.Length + bytes.Length > MemoryLimit)
            _stream = MoveToFile(memory);
        _stream.Write(bytes);
    }

    /// <summary>What was written; whoever gets it disposes it.</summary>
    public RpcBinary Complete()
    {
        var binary = _stream is MemoryStream memory ? new RpcBinary(memory.GetBuffer().AsMemory(0, (int)memory.Length)) : new RpcBinary(_stream);
        _stream = Stream.Null;
        return binary;
    }

    public void Dispose() => _stream.Dispose();

    private static FileStream MoveToFile(MemoryStream memory)
    {
        var path = Path.Combine(Path.GetTempPath(), $"offtrac-rpc-{Guid.NewGuid():n}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (OperatingSystem.IsWindows())
            options.Options = FileOptions.DeleteOnClose;
        else
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // An open file needs no name here, and one without a name is gone with the process, however that ends.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        memory.WriteTo(file);
        return file;
    }
}
