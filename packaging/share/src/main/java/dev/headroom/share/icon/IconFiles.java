package dev.headroom.share.icon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The files with several sizes in one: {@code .ico} of Windows and {@code .icns} of macOS. Each size is a PNG. */
public final class IconFiles {
    private static final List<Integer> ICO_SIZES = List.of(16, 24, 32, 48, 64, 256);
    private static final int DIRECTORY = 6;
    private static final int ENTRY = 16;
    private static final int ICNS_HEAD = 8;

    /** A size of an {@code .icns} and the type by which macOS knows it. */
    private record IcnsSize(String type, int pixels) {}

    private static final List<IcnsSize> ICNS_SIZES = List.of(
            new IcnsSize("icp4", 16),
            new IcnsSize("icp5", 32),
            new IcnsSize("ic11", 32),
            new IcnsSize("ic12", 64),
            new IcnsSize("ic07", 128),
            new IcnsSize("ic13", 256),
            new IcnsSize("ic08", 256),
            new IcnsSize("ic14", 512),
            new IcnsSize("ic09", 512),
            new IcnsSize("ic10", 1024));

    private IconFiles() {}

    /** An icon of Windows, up to 256 pixels. */
    public static byte[] ico(SvgIcon icon) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        for (int size : ICO_SIZES) {
            pictures.add(icon.png(size));
        }
        int offset = DIRECTORY + ENTRY * pictures.size();
        ByteBuffer head = ByteBuffer.allocate(offset).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) 0).putShort((short) 1).putShort((short) pictures.size());
        for (int i = 0; i < pictures.size(); i++) {
            // 256 does not fit: its byte is 0
            byte size = (byte) ICO_SIZES.get(i).intValue();
            head.put(size).put(size).put((byte) 0).put((byte) 0);
            head.putShort((short) 1).putShort((short) 32);
            head.putInt(pictures.get(i).length).putInt(offset);
            offset += pictures.get(i).length;
        }
        return joined(head.array(), pictures);
    }

    /** An icon of macOS, up to 512 points on a screen with two pixels for a point. */
    public static byte[] icns(SvgIcon icon) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        int length = ICNS_HEAD;
        for (IcnsSize size : ICNS_SIZES) {
            byte[] png = icon.png(size.pixels());
            parts.add(icnsHead(size.type(), ICNS_HEAD + png.length));
            parts.add(png);
            length += ICNS_HEAD + png.length;
        }
        return joined(icnsHead("icns", length), parts);
    }

    private static byte[] icnsHead(String type, int length) {
        return ByteBuffer.allocate(ICNS_HEAD)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(length)
                .array();
    }

    private static byte[] joined(byte[] head, List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head);
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
