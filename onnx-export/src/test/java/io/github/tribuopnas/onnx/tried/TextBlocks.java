package io.github.tribuopnas.onnx.tried;

import ai.djl.basicmodelzoo.nlp.SimpleTextDecoder;
import ai.djl.basicmodelzoo.nlp.SimpleTextEncoder;
import ai.djl.modality.nlp.DefaultVocabulary;
import ai.djl.modality.nlp.EncoderDecoder;
import ai.djl.modality.nlp.embedding.TrainableTextEmbedding;
import ai.djl.modality.nlp.embedding.TrainableWordEmbedding;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.initializer.NormalInitializer;
import io.github.tribuopnas.onnx.OnnxExporterBuilder;
import java.util.List;
import java.util.stream.IntStream;

/** The networks for texts of DJL's zoo. */
final class TextBlocks {
  private static final int WORDS = 20;
  private static final Shape TOKENS = new Shape(6);
  private static final Shape STATE = new Shape(2, 4);

  private TextBlocks() {}

  static List<TriedBlock> all() {
    return List.of(
        TriedBlock.of("SimpleTextEncoder, any length", TextBlocks::readyEncoder, TOKENS)
            .with(b -> tokens(b, "input", DataType.INT64).optFreeAxis("input", 1, "length"))
            .at(new Shape(3), new Shape(17)),
        TriedBlock.of(
                "SimpleTextDecoder, the next word", TextBlocks::next, new Shape(1), STATE, STATE)
            .with(b -> tokens(b, "input0", DataType.INT64, DataType.FLOAT32, DataType.FLOAT32)),
        TriedBlock.of("EncoderDecoder", TextBlocks::both, TOKENS, TOKENS)
            .with(b -> tokens(b, "input0", DataType.INT64, DataType.INT64))
            .refusedFor("the block itself fails"));
  }

  private static OnnxExporterBuilder tokens(
      OnnxExporterBuilder builder, String input, DataType... types) {
    return builder.optInputTypes(types).optInputRange(input, 0, WORDS);
  }

  private static TrainableTextEmbedding embedding() {
    List<String> words = IntStream.range(0, WORDS).mapToObj(i -> "word" + i).toList();
    return new TrainableTextEmbedding(
        TrainableWordEmbedding.builder()
            .setEmbeddingSize(5)
            .setVocabulary(new DefaultVocabulary(words))
            .build());
  }

  private static LSTM lstm(boolean withState) {
    return LSTM.builder()
        .setStateSize(4)
        .setNumLayers(2)
        .optBatchFirst(true)
        .optReturnState(withState)
        .build();
  }

  private static SimpleTextEncoder encoder() {
    return new SimpleTextEncoder(embedding(), lstm(true));
  }

  private static SimpleTextDecoder decoder() {
    return new SimpleTextDecoder(embedding(), lstm(false), WORDS);
  }

  private static <B extends Block> B ready(B block, NDManager manager, Shape... inputs) {
    block.setInitializer(new NormalInitializer(0.3f), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, inputs);
    return block;
  }

  private static Block readyEncoder(NDManager manager) {
    return ready(encoder(), manager, new Shape(2, 6));
  }

  /** The decoder wants states with the layers before the batch. */
  private static Block next(NDManager manager) {
    SimpleTextDecoder decoder = ready(decoder(), manager, new Shape(2, 6));
    return new SequentialBlock()
        .add(
            in -> new NDList(in.get(0), in.get(1).transpose(1, 0, 2), in.get(2).transpose(1, 0, 2)))
        .add(decoder);
  }

  private static Block both(NDManager manager) {
    return ready(
        new EncoderDecoder(encoder(), decoder()), manager, new Shape(2, 6), new Shape(2, 6));
  }
}
