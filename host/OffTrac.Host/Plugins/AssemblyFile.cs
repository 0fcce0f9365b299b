using System.Diagnostics.CodeAnalysis;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OffTrac.Host.Plugins;

/// <summary>An assembly's metadata, read from bytes in memory so that no file stays open and nothing is mapped.</summary>
internal sealed class AssemblyFile : IDisposable
{
    private readonly PEReader _image;

    private AssemblyFile(PEReader image)
    {
        _image = image;
        Metadata = image.GetMetadataReader();
    }

    public MetadataReader Metadata { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="assembly">Its metadata.</param>
    /// <param name="problem">Why it is no assembly, without the file's name.</param>
    public static bool TryOpen(
        string path, [NotNullWhen(true)] out AssemblyFile? assembly, [NotNullWhen(false)] out string? problem)
    {
        assembly = null;
        PEReader? image = null;
        try
        {
            var bytes = File.ReadAllBytes(path);
            image = new PEReader(new MemoryStream(bytes, writable: false));
            problem = Damage(image, bytes.Length);
            if (problem is null)
            {
                assembly = new AssemblyFile(image);
                image = null;
                return true;
            }
        }
        catch (BadImageFormatException)
        {
            problem = "is no .NET assembly, or a damaged one";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problem = $"can't be read: {unreadable.Message}";
        }
        finally
        {
            image?.Dispose();
        }

        return false;
    }

    public void Dispose() => _image.Dispose();

    private static string? Damage(PEReader image, int length)
    {
        foreach (var section in image.PEHeaders.SectionHeaders)
        {
            if ((long)section.PointerToRawData + section.SizeOfRawData > length)
            {
                return "is cut short: its headers promise more than the file holds";
            }
        }

        return image.HasMetadata ? null : "is a native library, no .NET assembly";
    }
}
