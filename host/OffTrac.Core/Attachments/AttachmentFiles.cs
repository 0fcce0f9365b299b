using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;

namespace OffTrac.Core.Attachments;

/// <summary>Where the contents of attachments lie: Trac's hashed tree below <c>files/attachments</c>.</summary>
public sealed class AttachmentFiles(IEnvironment environment, ILogger<AttachmentFiles> logger)
{
    private readonly string _root = Path.Combine(environment.Directory, "files", "attachments");

    /// <summary>The folder of all attachments of one resource; it need not exist.</summary>
    /// <exception cref="TracException">The realm can't be a folder's name.</exception>
    public string FolderOf(string realm, string id)
    {
        if (realm.Length == 0 || realm is "." or ".." || realm.AsSpan().ContainsAny('/', '\\', '\0'))
            throw new TracException($"'{realm}' can't have attachments: it is not the name of a realm.");
        var hash = Hash(id);
        return Path.Combine(_root, realm, hash[..3], hash);
    }

    /// <summary>The file of one attachment; it need not exist.</summary>
    /// <exception cref="TracException">The realm can't be a folder's name.</exception>
    public string PathOf(string realm, string id, string fileName) =>
        Path.Combine(FolderOf(realm, id), string.Concat(Hash(fileName), Extension(fileName)));

    /// <summary>Removes files and then their folder, if nothing else is in it. What can't be removed is logged: the rows are gone.</summary>
    internal void Remove(string realm, string id, IEnumerable<string> fileNames)
    {
        foreach (var fileName in fileNames)
            Try(PathOf(realm, id, fileName), File.Delete);
        Try(FolderOf(realm, id), static folder => Directory.Delete(folder, recursive: false));
    }

    private void Try(string path, Action<string> remove)
    {
        try
        {
            remove(path);
        }
        catch (Exception failure) when (failure is DirectoryNotFoundException or FileNotFoundException)
        {
            // Gone already, or never written.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            logger.LogError("{Path} of a deleted attachment can't be removed: {Reason}", path, failure.Message);
        }
    }

    private static string Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Trac's file names; nothing is secured by them.
        SHA1.HashData(Encoding.UTF8.GetBytes(text), hash);
#pragma warning restore CA5350
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>A dot and ASCII letters or digits at the very end of a name, else nothing.</summary>
    private static ReadOnlySpan<char> Extension(string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        if (dot < 0 || dot == fileName.Length - 1)
            return [];
        foreach (var c in fileName.AsSpan(dot + 1))
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return [];
        }

        return fileName.AsSpan(dot);
    }
}
